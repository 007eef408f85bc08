//! What WeChat pushes to a server: signed, and encrypted in safe mode.

use crate::hex;
use aes::Aes256;
use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha1::{Digest, Sha1};

/// A push as it travels.
#[derive(Clone, Debug)]
pub struct Push {
    pub query: String,
    pub body: String,
}

/// What an account has set for its pushes.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    pub app_id: &'a str,
    pub token: &'a str,
    /// `EncodingAESKey`.
    pub aes_key: &'a str,
}

/// SHA-1 of the sorted parts, in hexadecimal digits.
pub fn signed(parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    hex(&Sha1::digest(parts.concat()))
}

impl Account<'_> {
    fn key(&self) -> Vec<u8> {
        // Its last letter has bits beyond the 32 bytes.
        let config = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
        let lenient = GeneralPurpose::new(&base64::alphabet::STANDARD, config);
        lenient.decode(format!("{}=", self.aes_key)).unwrap_or_default()
    }

    /// In plain mode: its content is not signed.
    pub fn plain(&self, xml: &str, at: i64) -> Push {
        let (at, nonce) = (at.to_string(), "415670741");
        let query = format!("signature={}&timestamp={at}&nonce={nonce}", signed(&[self.token, &at, nonce]));
        Push { query, body: xml.to_owned() }
    }

    /// In safe mode.
    pub fn safe(&self, xml: &str, at: i64) -> Push {
        let length = u32::try_from(xml.len()).unwrap_or_default().to_be_bytes();
        let mut plain = [b"0123456789abcdef", &length[..], xml.as_bytes(), self.app_id.as_bytes()].concat();
        let padding = 32 - plain.len() % 32;
        plain.resize(plain.len() + padding, u8::try_from(padding).unwrap_or_default());
        let key = self.key();
        let Ok(encryptor) = cbc::Encryptor::<Aes256>::new_from_slices(&key, key.get(..16).unwrap_or_default()) else {
            return self.plain(xml, at);
        };
        let encrypted = STANDARD.encode(encryptor.encrypt_padded_vec::<NoPadding>(&plain));
        let (at, nonce) = (at.to_string(), "415670741");
        let query = format!(
            "signature={}&timestamp={at}&nonce={nonce}&encrypt_type=aes&msg_signature={}",
            signed(&[self.token, &at, nonce]),
            signed(&[self.token, &at, nonce, &encrypted]),
        );
        let body = format!(
            "<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        );
        Push { query, body }
    }

    /// What a reply in safe mode says; `None` where WeChat would not take it.
    pub fn read(&self, reply: &str) -> Option<String> {
        let field = |name: &str| {
            let rest = reply.split(&format!("<{name}>")).nth(1)?.split(&format!("</{name}>")).next()?;
            Some(rest.trim_start_matches("<![CDATA[").trim_end_matches("]]>").to_owned())
        };
        let (encrypted, signature) = (field("Encrypt")?, field("MsgSignature")?);
        let (at, nonce) = (field("TimeStamp")?, field("Nonce")?);
        if signed(&[self.token, &at, &nonce, &encrypted]) != signature {
            return None;
        }
        let key = self.key();
        let decryptor = cbc::Decryptor::<Aes256>::new_from_slices(&key, key.get(..16)?).ok()?;
        let plain = decryptor.decrypt_padded_vec::<NoPadding>(&STANDARD.decode(encrypted).ok()?).ok()?;
        let length = u32::from_be_bytes(plain.get(16..20)?.try_into().ok()?);
        let message = plain.get(20..20 + usize::try_from(length).ok()?)?;
        String::from_utf8(message.to_vec()).ok()
    }
}
