//! The keys of `[[consents]]`.

use super::key;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Required};
use crate::policy::file::shape::Shape::{Flag, Id, Text, Version};

pub const CONSENT: &[Key] = &[
    key("id", Required, Id, "\"membership\"", "Names what is agreed to."),
    key(
        "version",
        Required,
        Version,
        "\"2026-01\"",
        "Changes whenever title, text or `required` do; what was agreed to is logged with it.",
    ),
    key(
        "required",
        Default("false"),
        Flag,
        "true",
        "Nobody can join without it. Anything that the service does not need stays `false`.",
    ),
    key("title", Required, Text(60), "{ zh = \"会员章程\", en = \"Membership terms\" }", "The line beside the box."),
    key(
        "text",
        Required,
        Text(20_000),
        "{ zh = \"全文\", en = \"The full text\" }",
        "The whole text, shown on the page that asks; an empty line parts paragraphs.",
    ),
];
