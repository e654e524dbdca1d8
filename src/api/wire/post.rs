//! Sending: one piece of code for every server function, where the framework would make one for each.
use super::{Json, from_json};
use crate::api::error::AppError;
use http::Method;
use leptos::{
    prelude::FromServerFnError,
    serde_json,
    server_fn::{
        Bytes, Http, Protocol, client::Client, redirect::call_redirect_hook, request::ClientReq, response::ClientRes,
        server::Server,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// What the server will have answered. Boxed, so that whoever waits for it does not contain the code that asks.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, AppError>> + Send>>;

/// Question and answer, both JSON: the protocol of server functions that are not forms.
pub struct Exchange;

impl<Input, Output, C, S> Protocol<Input, Output, C, S, AppError> for Exchange
where
    Input: Serialize + DeserializeOwned + Send,
    Output: Serialize + DeserializeOwned + Send,
    C: Client<AppError>,
    S: Server<AppError>,
{
    const METHOD: Method = Method::POST;

    async fn run_server<F, Fut>(request: S::Request, answer: F) -> Result<S::Response, AppError>
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, AppError>> + Send,
    {
        <Http<Json, Json> as Protocol<Input, Output, C, S, AppError>>::run_server(request, answer).await
    }

    async fn run_client(path: &str, input: Input) -> Result<Output, AppError> {
        let question = serde_json::to_string(&input).map_err(|_| AppError::Internal)?;
        let answer = send::<C>(path.to_owned(), JSON, question).await?;
        from_json(&answer).map_err(|_| AppError::Garbled)
    }
}

/// Sends a form as a browser writes it, where an answer without content is expected.
pub fn send_form<C: Client<AppError>>(path: &'static str, form: String) -> Answer<()> {
    let sent = send::<C>(path.to_owned(), FORM, form);
    Box::pin(async move { from_json(&sent.await?).map_err(|_| AppError::Garbled) })
}

fn send<C: Client<AppError>>(path: String, content_type: &'static str, body: String) -> Answer<Bytes> {
    Box::pin(async move {
        let answer = C::send(C::Request::try_new_post(&path, content_type, JSON, body)?).await?;
        let (status, location, leads_on) = (answer.status(), answer.location(), answer.has_redirect());
        let bytes = answer.try_into_bytes().await?;
        if (400..=599).contains(&status) {
            return Err(AppError::de(bytes));
        }
        if leads_on || (300..=399).contains(&status) {
            call_redirect_hook(&location);
        }
        Ok(bytes)
    })
}
