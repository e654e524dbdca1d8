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
    ui::{
        components::{Icon, Loaded, PageHead},
        messages::people::records as words,
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
        let action = settling();
        view! {
            <Loaded
                data={this.requests}
                view={move |requests: Vec<RoleRequestView>| {
                    view! {
                        <PageHead title={words::REQUESTS} />
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
