//! Who is at the other end: address, scheme and browser, with the word of trusted proxies only.

use super::Inner;
use crate::settings::Network;
use axum::http::HeaderMap;
use axum::http::header::{HOST, USER_AGENT};
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
        let forwarded = by_proxy && text(headers, "x-forwarded-proto") == Some("https");
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

    /// What limits count by: an IPv4 address, or the /64 that one household or phone has in IPv6.
    pub fn network(&self) -> String {
        match self.address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("{:x}/64", address.to_bits() >> 64),
        }
    }
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
}
