//! Who is at the other end: address, scheme and browser, with the word of trusted proxies only.

use super::{Inner, cookie};
use crate::Error;
use crate::settings::{Network, Settings};
use axum::http::HeaderMap;
use axum::http::header::{HOST, USER_AGENT};
use axum::http::uri::Authority;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::channel::Channel;
use shuke_rules::typed;
use std::net::IpAddr;

/// The other end of a request.
#[derive(Clone, Debug)]
pub struct Client {
    pub address: IpAddr,
    pub https: bool,
    /// What the browser calls this server, in lower case.
    pub host: String,
    /// As much of it as is kept.
    pub user_agent: String,
    pub channel: Channel,
    pub browser: Browser,
    /// The city that a proxy says it is in; empty: nobody says so.
    pub city: String,
    /// What is read is not opened by that: nothing is noted of it, and nothing wrong counts.
    pub is_look: bool,
}

/// What a browser is known by besides a session: the tokens of its cookies, which open nothing.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// It asked for a one-time code.
    pub device: Option<String>,
    /// It opened a member's link.
    pub visit: Option<String>,
    /// It was led to WeChat.
    pub wechat: Option<String>,
}

impl Browser {
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.device.iter().chain(&self.visit).map(String::as_str)
    }
}

/// Characters of a city's name at most.
const CITY: usize = 40;

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
        let user_agent = text(headers, USER_AGENT.as_str()).unwrap_or_default();
        let client = Self {
            address: if by_proxy { forwarded_for(headers, trusted).unwrap_or(peer) } else { peer },
            https: forwarded || public.is_some_and(|url| url.https),
            host,
            user_agent: user_agent.chars().take(200).collect(),
            channel: Channel::of(user_agent),
            browser: Browser::default(),
            city: app
                .settings
                .city_header
                .as_deref()
                .filter(|_| by_proxy)
                .map_or_else(String::new, |name| city(headers, name)),
            is_look: false,
        };
        let token = |kind: &cookie::Kind| kind.token(headers, &client);
        let browser =
            Browser { device: token(&cookie::DEVICE), visit: token(&cookie::VISIT), wechat: token(&cookie::WECHAT) };
        Self { browser, ..client }
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

    /// Where the browser finds this server: `https://example.com`.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.https { "https" } else { "http" }, self.host)
    }

    /// What limits count by: an IPv4 address, or the /64 that one household or phone has in IPv6.
    pub fn network(&self) -> String {
        match self.address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("{:x}/64", address.to_bits() >> 64),
        }
    }
}

/// Where a proxy says that a client is: in plain letters, or as an address spells others.
fn city(headers: &HeaderMap, name: &str) -> String {
    let mut said = headers.get_all(name).iter();
    let Some(city) = said.next().filter(|_| said.next().is_none()) else { return String::new() };
    let city = city.to_str().ok().and_then(typed::unescaped).unwrap_or_default();
    let city = typed::trimmed(&city);
    let is_plain = !city.contains(|c: char| c.is_control() || typed::is_hidden(c));
    if is_plain { city.chars().take(CITY).collect() } else { String::new() }
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
            let (https, host, user_agent, city) = (false, String::new(), String::new(), String::new());
            let address = address.parse::<IpAddr>().unwrap().to_canonical();
            let (channel, browser) = (Channel::Browser, Browser::default());
            Client { address, https, host, user_agent, channel, browser, city, is_look: false }.network()
        };
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:203.0.113.9"), network("203.0.113.9"));
        assert_ne!(network("203.0.113.9"), network("203.0.113.10"));
    }

    #[test]
    fn a_city_is_said_once_and_in_letters_that_can_be_seen() {
        let of = |said: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for city in said {
                headers.append("x-city", city.parse().unwrap());
            }
            city(&headers, "x-city")
        };
        assert_eq!([of(&["Shanghai"]), of(&[" %E4%B8%8A%E6%B5%B7 "])], ["Shanghai", "上海"]);
        assert_eq!(
            [of(&[]), of(&["a", "b"]), of(&["%ff"]), of(&["a%00b"]), of(&["a%E2%80%8Bb"])],
            [const { String::new() }; 5]
        );
        assert_eq!(of(&["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]).len(), CITY);
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
