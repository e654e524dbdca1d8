//! The first step: choosing the file. A plain form, so that it works before and without scripts; what is wrong with the
//! file as a whole comes back in the address.
use super::banner::Banner;
use crate::{
    api::{error::AppError, people::UploadImport},
    domain::import::Column,
    ui::{
        components::{FormError, Icon, Stamp},
        messages::people::import as words,
    },
};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, error::ServerFnUrlError},
};
use leptos_router::hooks::use_query_map;

/// What the last upload was answered with, from the address the server led back to.
fn upload_error() -> Signal<Option<AppError>> {
    let query = use_query_map();
    Signal::derive(move || {
        query.with(|query| {
            (query.get("__path").as_deref() == Some(UploadImport::PATH))
                .then(|| query.get("__err").map(|error| ServerFnUrlError::<AppError>::decode_err(&error)))
                .flatten()
        })
    })
}

#[component]
pub fn Upload() -> impl IntoView {
    let error = upload_error();
    view! {
        <div class="layout-two-thirds">
            <section class="card stack">
                <h2 class="card__title">{words::CHOOSE}</h2>
                <UploadError error />
                <form class="stack" method="post" enctype="multipart/form-data" action={UploadImport::url()}>
                    <Stamp />
                    <div class="field">
                        <p class="field__hint" id="file-hint">
                            {words::FILE_HINT}
                        </p>
                        <label class="dropzone" for="file">
                            <Icon name="upload" />
                            <span class="field__label">{words::FILE}</span>
                            <input
                                id="file"
                                type="file"
                                name="file"
                                accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                required=true
                                aria-describedby="file-hint"
                            />
                        </label>
                    </div>
                    <p class="muted small">{words::UPLOAD_SAFE}</p>
                    <div class="button-row">
                        <button class="button button--primary" type="submit">
                            {words::UPLOAD}
                        </button>
                    </div>
                </form>
            </section>
            <div class="stack">
                <section class="card stack">
                    <h2 class="card__title">{words::EXAMPLE}</h2>
                    <pre class="code small" tabindex="0">
                        {words::EXAMPLE_FILE}
                    </pre>
                </section>
            </div>
        </div>
        <Needs />
    }
    .into_any()
}

#[component]
fn UploadError(error: Signal<Option<AppError>>) -> impl IntoView {
    let problems = move || error.with(|error| error.as_ref().map(words::file_problems).unwrap_or_default());
    let other = Signal::derive(move || error.get().filter(|error| words::file_problems(error).is_empty()));
    view! {
        <FormError error={other} />
        {move || {
            let problems = problems();
            (!problems.is_empty())
                .then(|| {
                    view! {
                        <Banner tone="danger" title={words::REFUSED_FILE} body={words::REFUSED_FILE_BODY} />
                        <ul>{problems.into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view()}</ul>
                    }
                })
        }}
    }
    .into_any()
}

#[component]
fn Needs() -> impl IntoView {
    view! {
        <section class="section">
            <div class="section__head">
                <h2>{words::NEEDS}</h2>
                <p>{words::NEEDS_LOOSE}</p>
                <p>{words::NEEDS_ABSENT}</p>
            </div>
            <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={words::NEEDS}>
                <table class="table">
                    <caption class="visually-hidden">{words::NEEDS_CAPTION}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::COLUMN}</th>
                            <th scope="col">{words::HEADER}</th>
                            <th scope="col">{words::MEANING}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {Column::ALL
                            .into_iter()
                            .map(|column| {
                                let required = column
                                    .is_required()
                                    .then(|| {
                                        view! {
                                            " "
                                            <span class="badge" data-tone="info">
                                                {words::REQUIRED}
                                            </span>
                                        }
                                    });
                                view! {
                                    <tr>
                                        <th scope="row">{words::column(column)} {required}</th>
                                        <td>
                                            <code>{column.code()}</code>
                                        </td>
                                        <td>{words::meaning(column)}</td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
