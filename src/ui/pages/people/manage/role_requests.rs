//! Every request for a role, for those who may decide: HR and the director (R1a).
use super::{
    news::News,
    requests::{RequestTable, settling},
};
use crate::ui::areas::Page;
use crate::{
    api::{
        records::{RoleRequestView, role_requests},
        wire::{Asked, ask},
    },
    domain::actor::Role,
    ui::{
        components::{Icon, Loaded, PageHead},
        contexts::session::use_session,
        messages::{common, people::records as words},
        pages::people::tabs::{PeopleTabs, Tab},
    },
};
use leptos::prelude::*;

pub struct RoleRequestsPage {
    requests: Asked<Vec<RoleRequestView>>,
}

impl Page for RoleRequestsPage {
    fn data() -> Self {
        RoleRequestsPage { requests: ask(|| (), |()| role_requests()) }
    }

    fn view(this: Self) -> AnyView {
        let (action, session) = (settling(), use_session());
        view! {
            <Loaded
                data={this.requests}
                view={move |requests: Vec<RoleRequestView>| {
                    let is_hr = session.role() == Some(Role::HrAdmin);
                    let trail = if is_hr { vec![("/people".into(), common::PEOPLE.into())] } else { Vec::new() };
                    view! {
                        <PageHead title={words::REQUESTS} trail />
                        {is_hr.then(|| view! { <PeopleTabs here={Tab::Roles} /> })}
                        <News />
                        <p class="muted">{words::REQUESTS_EXPLAINED}</p>
                        {if requests.is_empty() {
                            view! {
                                <div class="card empty-state">
                                    <Icon name="key" />
                                    <p class="empty-state__title">{words::NO_REQUESTS}</p>
                                    <p>{words::NO_REQUESTS_BODY}</p>
                                </div>
                            }
                                .into_any()
                        } else {
                            view! { <RequestTable requests action next="" named=true /> }.into_any()
                        }}
                    }
                        .into_any()
                }}
            />
        }
        .into_any()
    }
}
