//! How a code reaches a phone: the log in development, an SMS gateway otherwise.

use super::MINUTES;
use crate::outbound;
use crate::settings::{Gateway, Sms};
use shuke_rules::phone::Phone;
use std::io::IsTerminal;
use std::sync::Arc;

/// Sends one-time codes.
#[derive(Clone, Default)]
pub enum Sender {
    /// There is none: nothing is sent.
    #[default]
    Nowhere,
    /// Writes them where the developer looks. The settings allow it on loopback only.
    Log,
    Http(Arc<Gateway>, ureq::Agent),
}

impl Sender {
    pub fn new(sms: &Sms) -> Self {
        match sms {
            Sms::Log => Self::Log,
            Sms::Http(gateway) => Self::Http(Arc::new((**gateway).clone()), outbound::agent(gateway.timeout)),
        }
    }

    /// `Err` says why, without number or code.
    pub async fn send(&self, phone: &Phone, code: &str) -> Result<(), String> {
        match self {
            Self::Nowhere => Err("there is no way to send it".to_owned()),
            Self::Log => {
                // It stands out among the lines of the log.
                let code = if std::io::stderr().is_terminal() {
                    format!("\u{1b}[1;7m {code} \u{1b}[0m")
                } else {
                    code.to_owned()
                };
                eprintln!(
                    "one-time code for {}: {code} (development: not sent, good for {MINUTES} minutes)",
                    phone.masked()
                );
                Ok(())
            }
            Self::Http(gateway, agent) => {
                let (gateway, agent) = (Arc::clone(gateway), agent.clone());
                let (phone, code) = (phone.as_str().to_owned(), code.to_owned());
                let sent = tokio::task::spawn_blocking(move || deliver(&gateway, &agent, &phone, &code));
                sent.await.unwrap_or_else(|_| Err("the sender panicked".to_owned()))
            }
        }
    }
}

/// The number and the code are digits: they need no escaping in JSON, a form or a URL.
fn filled(template: &str, phone: &str, code: &str) -> String {
    template.replace("{phone}", phone).replace("{code}", code).replace("{minutes}", &MINUTES.to_string())
}

fn deliver(gateway: &Gateway, agent: &ureq::Agent, phone: &str, code: &str) -> Result<(), String> {
    let url = filled(&gateway.url, phone, code);
    let mut request = if gateway.method == "PUT" { agent.put(&url) } else { agent.post(&url) };
    for (name, value) in &gateway.headers {
        request = request.header(name, value);
    }
    // An error may name the URL, which may hold the number.
    let sent = request.send(filled(&gateway.body, phone, code));
    let mut reply = sent.map_err(|error| format!("the gateway was not reached ({})", outbound::kind(&error)))?;
    let status = reply.status().as_u16();
    if status != gateway.success_status {
        return Err(format!("the gateway answered {status}"));
    }
    let Some(wanted) = &gateway.success_text else { return Ok(()) };
    let body = reply.body_mut().with_config().limit(65_536).read_to_string();
    let said = body.is_ok_and(|body| body.contains(wanted));
    if said { Ok(()) } else { Err("the gateway's answer does not say that it was sent".to_owned()) }
}
