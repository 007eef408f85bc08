//! The app's files and pages. A page is drawn with what its visitor needs first, so that the first screen waits for nothing.

mod draw;
mod files;
mod link;
mod page;
mod share;

pub use draw::passed_on;
pub use page::Pages;

use crate::Error;
use crate::http::{App, Client, answer};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use shuke_face::document::SHARE_PICTURE;

/// First parts of paths that are no pages.
const NO_PAGES: [&str; 3] = ["/api/", "/till/", "/staff/v1/"];

/// What a path is, for the log and the counts: paths themselves hold ids.
pub fn kind_of(path: &str) -> &'static str {
    if NO_PAGES.iter().any(|prefix| path.starts_with(prefix)) {
        "unknown endpoint"
    } else if files::is_file(path) {
        "file"
    } else {
        draw::name_of(path).unwrap_or("unknown page")
    }
}

/// Whatever is no endpoint: a file of the app or a page.
pub async fn answer(State(app): State<App>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let result = match request.method {
        Method::GET | Method::HEAD => get(&app, &request).await,
        _ => Err(answer::not_found()),
    };
    result.unwrap_or_else(IntoResponse::into_response)
}

async fn get(app: &App, request: &Parts) -> Result<Response, Error> {
    let path = request.uri.path();
    if NO_PAGES.iter().any(|prefix| path.starts_with(prefix)) {
        return Err(answer::not_found());
    }
    if path == SHARE_PICTURE {
        let rulebook = app.context.rulebook(&app.store).await?;
        return share::answer(&rulebook.current().policy.brand.look.accent, &request.headers);
    }
    if let Some(drawing) = files::drawing(path) {
        // A card asks for a dozen of them.
        let rulebook = app.context.policies().lately(&app.store, app.context.now()).await?;
        return files::art(app, &rulebook.current().policy.brand.look.art, drawing, &request.headers).await;
    }
    if files::is_file(path) {
        return files::answer(app, path, &request.headers).await;
    }
    if let Some(to) = request.uri.path_and_query().and_then(|asked| link::target(asked.as_str())) {
        return Ok(Redirect::to(&to).into_response());
    }
    let client = request.extensions.get::<Client>().ok_or_else(|| Error::internal("no client"))?;
    draw::answer(app, &request.uri, &request.headers, client).await
}
