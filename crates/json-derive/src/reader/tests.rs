use super::of;

fn derived(text: &str) -> String {
    of(text.parse().unwrap()).to_string()
}

#[test]
fn what_the_derive_does_not_know_is_an_error_that_names_it() {
    for (text, named) in [
        ("#[serde(deny_unknown_fields)] struct A { a: u8 }", "deny_unknown_fields"),
        ("#[serde(rename_all = \"kebab-case\")] enum A { B }", "snake_case"),
        ("#[serde(untagged)] enum A { B(u8) }", "untagged"),
        ("#[serde(try_from = \"u8\")] struct A { a: u8 }", "try_from"),
        ("struct A { #[serde(rename = \"b\")] a: u8 }", "rename"),
        ("struct A { #[serde(alias = \"b\")] a: u8 }", "alias"),
        ("struct A { #[serde(deserialize_with = \"b\")] a: u8 }", "deserialize_with"),
        ("struct A { #[serde(skip)] a: u8 }", "skip"),
        ("enum A { #[serde(rename = \"b\")] C }", "rename"),
        ("#[serde(tag = \"t\")] enum A { C { #[serde(alias = \"b\")] a: u8 } }", "alias"),
        ("struct A(#[serde(default)] u8);", "named fields"),
        ("struct A { #[serde(flatten)] a: Option<B> }", "flattens"),
        ("struct A { #[serde(flatten, default)] a: B }", "flatten"),
        ("enum A { B(u8) }", "tag"),
        ("#[serde(content = \"c\")] enum A { B }", "content"),
        ("#[serde(tag = \"t\", content = \"c\")] enum A { B { a: u8 } }", "shape"),
        ("#[serde(tag = \"t\")] struct A { a: u8 }", "shape"),
        ("struct A(u8, u8);", "shape"),
        ("union A { a: u8 }", "shape"),
        ("enum A { #[serde(other)] B(u8) }", "other"),
        ("enum A {}", "name"),
        ("struct A<T> { a: T }", "generic"),
    ] {
        let tokens = derived(text);
        assert!(tokens.contains("compile_error") && tokens.contains(named), "{text}: {tokens}");
    }
}

#[test]
fn a_reader_is_one_expression_of_plain_calls() {
    let tokens = derived("struct A { a: u8, #[serde(default)] r#type: Vec<u8>, #[serde(default)] c: Option<u8> }");
    let expected = "Some (Self { a : json . get (\"a\") ? , r#type : json . get_or_default (\"type\") ? , \
        c : json . get (\"c\") ? })";
    assert!(tokens.contains(expected), "{tokens}");
}

#[test]
fn names_are_written_as_serde_writes_them() {
    assert_eq!(super::snake_case("BuyThreeOneFree"), "buy_three_one_free");
    assert_eq!((super::snake_case("A"), super::snake_case("XiAn")), ("a".to_owned(), "xi_an".to_owned()));
}
