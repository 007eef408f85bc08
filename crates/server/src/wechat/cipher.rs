//! What WeChat encrypts of what it pushes, and how it signs that: AES-256-CBC with a key that is the initial vector, too, padded to 32 bytes; around
//! the message stand 16 random bytes, its length and whom it is for.

use crate::pictures::base64;
use aes::Aes256;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha1::{Digest, Sha1};
use shuke_rules::hex::hex;

/// What is padded to.
const BLOCK: usize = 32;
/// Random bytes before the length.
const SALT: usize = 16;

pub struct Cipher<'a> {
    key: [u8; 32],
    /// Whom messages are for: the account.
    receiver: &'a str,
}

impl<'a> Cipher<'a> {
    /// `key`: `EncodingAESKey`, which is base64 of 32 bytes without its last sign.
    pub fn of(key: &str, receiver: &'a str) -> Option<Self> {
        let key = base64::decode(&format!("{key}="))?.try_into().ok()?;
        Some(Self { key, receiver })
    }

    fn vector(&self) -> &[u8] {
        self.key.get(..16).unwrap_or_default()
    }

    /// The message in a text; `None` where it is none, or for somebody else. That it is from WeChat its signature says.
    pub fn decrypted(&self, text: &str) -> Option<String> {
        let bytes = base64::decode(text).filter(|bytes| !bytes.is_empty() && bytes.len().is_multiple_of(BLOCK))?;
        let decryptor = cbc::Decryptor::<Aes256>::new_from_slices(&self.key, self.vector()).ok()?;
        let mut plain = decryptor.decrypt_padded_vec::<NoPadding>(&bytes).ok()?;
        let padding = usize::from(*plain.last()?);
        if !(1..=BLOCK).contains(&padding) {
            return None;
        }
        plain.truncate(plain.len().checked_sub(padding)?);
        let length = plain.get(SALT..SALT + 4)?.iter().fold(0_usize, |all, byte| all << 8 | usize::from(*byte));
        let message = plain.get(SALT + 4..)?.get(..length)?;
        let receiver = plain.get(SALT + 4 + length..)?;
        (receiver == self.receiver.as_bytes()).then(|| String::from_utf8(message.to_vec()).ok())?
    }

    /// A message as WeChat reads it. `salt`: random.
    pub fn encrypted(&self, message: &str, salt: &[u8; SALT]) -> Option<String> {
        let length = u32::try_from(message.len()).ok()?.to_be_bytes();
        let mut plain = [&salt[..], &length, message.as_bytes(), self.receiver.as_bytes()].concat();
        let padding = BLOCK - plain.len() % BLOCK;
        plain.resize(plain.len() + padding, u8::try_from(padding).ok()?);
        let encryptor = cbc::Encryptor::<Aes256>::new_from_slices(&self.key, self.vector()).ok()?;
        Some(base64::encode(&encryptor.encrypt_padded_vec::<NoPadding>(&plain)))
    }
}

/// SHA-1 of the parts in their order, one after the other.
pub fn signature<const N: usize>(mut parts: [&str; N]) -> String {
    parts.sort_unstable();
    hex(&Sha1::digest(parts.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Public examples: of WeChat's own description, and of two libraries' tests.
    fn vectors(of: &str) -> Value {
        let all: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
        all[of].clone()
    }

    fn text<'a>(of: &'a Value, name: &str) -> &'a str {
        of[name].as_str().unwrap_or_else(|| panic!("{name} in {of}"))
    }

    fn salt(digits: &str) -> [u8; SALT] {
        digits.as_bytes().try_into().unwrap()
    }

    #[test]
    fn what_is_pushed_is_signed_as_wechat_says() {
        let example = vectors("wx_push_signature");
        let cases = example["cases"].as_array().unwrap();
        assert_eq!(cases.len(), 2);
        for case in cases {
            let signed = signature([text(&example, "token"), text(case, "timestamp"), text(case, "nonce")]);
            assert_eq!(signed, text(case, "signature"));
        }
    }

    #[test]
    fn wechats_own_example_is_read_and_answered_to_the_letter() {
        let example = vectors("wx_push_secure_mode");
        let cipher = Cipher::of(text(&example, "encoding_aes_key"), text(&example, "receiver_id")).unwrap();
        let (request, reply) = (&example["request"], &example["reply"]);
        let (query, encrypt) = (&request["query"], text(request, "encrypt"));
        let token = text(&example, "token");
        let signed = signature([token, text(query, "timestamp"), text(query, "nonce"), encrypt]);
        assert_eq!(signed, text(query, "msg_signature"));
        assert_eq!(cipher.decrypted(encrypt).as_deref(), Some(text(request, "msg")));
        let encrypted = cipher.encrypted(text(request, "msg"), &salt(text(request, "random16"))).unwrap();
        assert_eq!(encrypted, encrypt);
        let encrypted = cipher.encrypted(text(reply, "msg"), &salt(text(reply, "random16"))).unwrap();
        assert_eq!(encrypted, text(reply, "Encrypt"));
        let timestamp = reply["TimeStamp"].to_string();
        let signed = signature([token, &timestamp, text(reply, "Nonce"), &encrypted]);
        assert_eq!(signed, text(reply, "MsgSignature"));
    }

    #[test]
    fn the_examples_of_two_libraries_are_read_and_written() {
        let example = vectors("wx_aes_encrypt");
        let cipher = Cipher::of(text(&example, "encoding_aes_key"), text(&example, "receiver_id")).unwrap();
        let cases = example["cases"].as_array().unwrap();
        assert_eq!(cases.len(), 2);
        for case in cases {
            let encrypted = cipher.encrypted(text(case, "msg"), &salt(text(&example, "random16"))).unwrap();
            assert_eq!(encrypted, text(case, "encrypt"));
            assert_eq!(cipher.decrypted(&encrypted).as_deref(), Some(text(case, "msg")));
        }
        let example = vectors("wx_aes_decrypt");
        let (key, receiver) = (text(&example, "encoding_aes_key"), text(&example, "receiver_id"));
        let encrypt = text(&example, "encrypt");
        let signed =
            signature([text(&example, "token"), text(&example, "timestamp"), text(&example, "nonce"), encrypt]);
        assert_eq!(signed, text(&example, "msg_signature"));
        assert_eq!(Cipher::of(key, receiver).unwrap().decrypted(encrypt).as_deref(), Some(text(&example, "msg")));
        assert_eq!(Cipher::of(key, "wx0000000000000000").unwrap().decrypted(encrypt), None);
    }

    #[test]
    fn what_is_no_message_is_none() {
        let cipher = Cipher::of(&"A".repeat(43), "wxb11529c136998cb6").unwrap();
        let whole = cipher.encrypted("在", &[0; SALT]).unwrap();
        assert_eq!(cipher.decrypted(&whole).as_deref(), Some("在"));
        let mut bytes = base64::decode(&whole).unwrap();
        bytes[20] ^= 1;
        let short = base64::encode(&bytes[..32]);
        for wrong in
            ["", "A", "AAAA", &base64::encode(&[0; 31]), &base64::encode(&[0; 64]), &short, &base64::encode(&bytes)]
        {
            assert_eq!(cipher.decrypted(wrong), None, "{wrong}");
        }
    }
}
