//! What WeChat's script is told of the page that is open: whether it may work there, and what is seen where the page is passed on.

use crate::feature::Feature;
use crate::http::Call;
use crate::http::call::Anyone;
use crate::http::{App, Client, Identity};
use crate::{Error, pages, wechat};
use axum::http::HeaderMap;
use shuke_contract::Caller;
use shuke_contract::wechat::{SignPage, SignPageRequest, SignedPage};

pub const FEATURE: Feature =
    Feature { routes: |routes| routes.read::<SignPage, Browser, _, _>(sign_page), ..Feature::named("sharing") };

/// Anyone, as whoever draws a page for them sees them.
#[derive(Clone)]
struct Browser(HeaderMap);

impl Identity for Browser {
    const CALLER: Caller = Caller::Anyone;

    async fn of(_: &App, headers: &HeaderMap, _: &Client) -> Result<Self, Error> {
        Ok(Self(headers.clone()))
    }

    fn scope(&self) -> String {
        Anyone.scope()
    }
}

async fn sign_page(call: Call<SignPageRequest, Browser>) -> Result<SignedPage, Error> {
    let Call { app, client, request, who: Browser(headers), .. } = &call;
    wechat::check(app, client, &request.url)?;
    let share = pages::passed_on(app, &request.path, headers, client).await?;
    Ok(SignedPage { signed: wechat::signed(app, client, &request.url).await?, share })
}
