//! Who is at the other end: address, scheme and browser, with the word of trusted proxies only.

use super::Inner;
use crate::Error;
use crate::settings::{Network, Settings};
use axum::http::HeaderMap;
use axum::http::header::{HOST, USER_AGENT};
use axum::http::uri::Authority;
use shuke_contract::{ErrorCode, Problem};
use std::net::IpAddr;

/// The other end of a request.
#[derive(Clone, Debug)]
pub struct Client {
    pub address: IpAddr,
    pub https: bool,
    /// What the browser calls this server, in lower case.
    pub host: String,
    pub user_agent: String,
}

/// The address of the connection, noted when it was accepted.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

impl Client {
    pub fn of(app: &Inner, peer: IpAddr, headers: &HeaderMap) -> Self {
        let peer = peer.to_canonical();
        let trusted = &app.settings.trusted_proxies;
        let by_proxy = trusted.iter().any(|network| network.contains(peer));
        let public = app.settings.public_url.as_ref();
        let forwarded = by_proxy && is_https(headers);
        let host = match public {
            Some(url) => url.host.clone(),
            None => text(headers, HOST.as_str()).unwrap_or_default().to_lowercase(),
        };
        Self {
            address: if by_proxy { forwarded_for(headers, trusted).unwrap_or(peer) } else { peer },
            https: forwarded || public.is_some_and(|url| url.https),
            host,
            user_agent: text(headers, USER_AGENT.as_str()).unwrap_or_default().chars().take(200).collect(),
        }
    }

    /// For development: from near, and by an address.
    ///
    /// # Errors
    /// [`ErrorCode::DevSignInOff`] unless this client may sign in as whom it likes.
    pub fn may_be_anybody(&self, settings: &Settings) -> Result<(), Error> {
        if settings.dev_sign_in && settings.is_near(self.address) && self.names_an_address() {
            return Ok(());
        }
        Err(Problem::new(ErrorCode::DevSignInOff, "The development sign-in is off.").into())
    }

    /// Whether it is on this machine, and calls it by an address.
    pub fn is_here(&self) -> bool {
        self.address.is_loopback() && self.names_an_address()
    }

    /// Whether the browser knows this server by an address, or by the name that every machine has for itself. Any other may be anybody's: a
    /// page of another site can have its own lead here.
    fn names_an_address(&self) -> bool {
        self.host.parse::<Authority>().is_ok_and(|host| {
            let name = host.host();
            name == "localhost" || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
        })
    }

    /// What limits count by: an IPv4 address, or the /64 that one household or phone has in IPv6.
    pub fn network(&self) -> String {
        match self.address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("{:x}/64", address.to_bits() >> 64),
        }
    }
}

/// What a proxy added to what a client had sent already tells nothing.
fn is_https(headers: &HeaderMap) -> bool {
    let mut said = headers.get_all("x-forwarded-proto").iter();
    said.next().is_some_and(|proto| proto == "https") && said.next().is_none()
}

/// The last address in the chain that is no proxy of ours; what stands before it may be invented.
fn forwarded_for(headers: &HeaderMap, trusted: &[Network]) -> Option<IpAddr> {
    let values: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    let chain = values.join(",");
    let addresses = chain.split(',').rev().map(|part| part.trim().parse::<IpAddr>().ok());
    addresses
        .map_while(|address| address)
        .map(|address| address.to_canonical())
        .find(|address| !trusted.iter().any(|network| network.contains(*address)))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_claims_before_our_proxies_is_not_believed() {
        let trusted = [Network::parse("10.0.0.0/8").unwrap()];
        let of = |chain: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", chain.parse().unwrap());
            forwarded_for(&headers, &trusted).map(|address| address.to_string())
        };
        assert_eq!(of("1.2.3.4, 203.0.113.9, 10.0.0.2").as_deref(), Some("203.0.113.9"));
        assert_eq!(of("203.0.113.9").as_deref(), Some("203.0.113.9"));
        assert_eq!(of("nonsense"), None);
        assert_eq!(of("10.0.0.3"), None);
    }

    #[test]
    fn limits_count_a_household_by_its_64_and_a_shop_by_its_address() {
        let network = |address: &str| {
            let (https, host, user_agent) = (false, String::new(), String::new());
            Client { address: address.parse::<IpAddr>().unwrap().to_canonical(), https, host, user_agent }.network()
        };
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:203.0.113.9"), network("203.0.113.9"));
        assert_ne!(network("203.0.113.9"), network("203.0.113.10"));
    }

    #[test]
    fn a_proxy_says_https_once_or_it_says_nothing() {
        let of = |said: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for proto in said {
                headers.append("x-forwarded-proto", proto.parse().unwrap());
            }
            is_https(&headers)
        };
        assert!(of(&["https"]));
        assert!(!of(&[]) && !of(&["http"]) && !of(&["https", "http"]) && !of(&["https", "https"]));
    }
}
