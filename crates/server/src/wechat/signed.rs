//! Signing the address of a page for WeChat's script.

use super::tokens::{NoToken, ticket};
use crate::Error;
use crate::http::{App, Client};
use sha1::{Digest, Sha1};
use shuke_contract::wechat::Signed;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::hex::hex;

/// Refuses an address that may not be signed.
///
/// # Errors
/// [`ErrorCode::WechatOff`], [`ErrorCode::InvalidFields`] for an address of another server
pub fn check(app: &App, client: &Client, url: &str) -> Result<(), Error> {
    super::account(app)?;
    checked(url, client).map(|_| ())
}

fn checked<'a>(url: &'a str, client: &Client) -> Result<&'a str, Error> {
    let origin = client.origin();
    signable(url, &origin).ok_or_else(|| {
        Problem::new(ErrorCode::InvalidFields, "This is no address of this server.")
            .rule("Whatever is signed can call WeChat in the name of this account.")
            .field("url", format!("must begin with {origin}/"))
            .into()
    })
}

/// What the script is told of the page at an address; nothing while WeChat does not answer.
///
/// # Errors
/// The same.
pub async fn signed(app: &App, client: &Client, url: &str) -> Result<Option<Signed>, Error> {
    let account = super::account(app)?;
    let url = checked(url, client)?;
    let ticket = match ticket(app).await {
        Ok(ticket) => ticket,
        Err(NoToken::Failed(error)) => return Err(error),
        Err(NoToken::Unanswered(why)) => {
            tracing::warn!(%why, "an address was not signed");
            return Ok(None);
        }
    };
    let nonce: String = app.context.chance().token()?.chars().take(16).collect();
    let timestamp = app.context.now().timestamp();
    Ok(Some(Signed {
        script: account.script.clone(),
        app_id: account.app_id.clone(),
        signature: signature(&ticket, &nonce, timestamp, url),
        timestamp,
        nonce,
    }))
}

/// Without what stands after `#`, which WeChat does not sign; `None` for an address of another server.
fn signable<'a>(url: &'a str, origin: &str) -> Option<&'a str> {
    let rest = url.strip_prefix(origin)?;
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    (is_plain && rest.starts_with('/')).then(|| url.split('#').next().unwrap_or(url))
}

fn signature(ticket: &str, nonce: &str, timestamp: i64, url: &str) -> String {
    let signed = format!("jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={url}");
    hex(&Sha1::digest(signed))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of WeChat's own description of `wx.config`.
    #[test]
    fn an_address_is_signed_as_wechat_says() {
        let ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg";
        let signed = signature(ticket, "Wm3WZYTPz0wzccnW", 1_414_587_457, "http://mp.weixin.qq.com?params=value");
        assert_eq!(signed, "0f9de62fce790f9a083d5c99e95740ceb90c27ed");
    }

    #[test]
    fn nothing_but_this_servers_addresses_is_signed() {
        let origin = "https://card.example.com";
        assert_eq!(signable("https://card.example.com/me?x=1#top", origin), Some("https://card.example.com/me?x=1"));
        for foreign in [
            "https://card.example.com",
            "https://card.example.com.evil.example/",
            "https://card.example.com@evil.example/",
            "http://card.example.com/",
            "https://evil.example/https://card.example.com/",
            "https://card.example.com/\u{5e97}",
            "https://card.example.com/a b",
            "//card.example.com/",
            "",
        ] {
            assert_eq!(signable(foreign, origin), None, "{foreign}");
        }
    }
}
