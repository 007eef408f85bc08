use super::{FromJson, Json, NEW_NAME, NO_NAME};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&Json::parse(text)?)
}

#[test]
fn instants_are_read_with_and_without_a_fraction() {
    for text in ["2026-11-21T22:23:43Z", "2026-11-21T22:23:43.5Z", "1999-12-31T23:59:59.123456789Z"] {
        let expected: DateTime<Utc> = text.parse().unwrap();
        assert_eq!(read(&format!("\"{text}\"")), Some(expected), "{text}");
    }
    for wrong in ["2026-11-21T22:23Z", "2026-11-21 22:23:43Z", "2026-13-21T22:23:43Z", "2026-11-21T25:23:43Z", "Z"] {
        assert_eq!(read::<DateTime<Utc>>(&format!("\"{wrong}\"")), None, "{wrong}");
    }
}

#[test]
fn strings_are_unescaped_as_the_standard_says() {
    for text in [r#""a\"\\\/\b\f\n\r\tA\u5c0f\ud83c\udf75小🍵""#, r#""""#, r#"" <script>""#] {
        assert_eq!(read::<String>(text), serde_json::from_str(text).ok(), "{text}");
    }
}

#[test]
fn what_is_no_json_is_refused_and_nothing_overflows() {
    let deep = "[".repeat(10_000);
    for wrong in [
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "\"\\ud83c\"",
        "\"\\x\"",
        "nul",
        "1 2",
        "1.5",
        "\"\n\"",
        "99999999999999999999",
        &deep,
    ] {
        assert_eq!(Json::parse(wrong), None, "{}", wrong.get(..20).unwrap_or(wrong));
    }
}

#[test]
fn blanks_may_stand_anywhere_and_nesting_has_a_bound() {
    assert_eq!(read::<Vec<i64>>(" [ 1 ,\n\t-2 ]\r\n"), Some(vec![1, -2]));
    assert_eq!(read::<BTreeMap<String, Vec<bool>>>(r#"{ "a" : [ ] }"#), Some([("a".to_owned(), vec![])].into()));
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Json::parse(&nested(33)).is_some() && Json::parse(&nested(34)).is_none());
}

#[test]
fn a_value_of_another_kind_is_not_made_to_fit() {
    assert_eq!((read::<u8>("255"), read::<u8>("256"), read::<u32>("-1")), (Some(255), None, None));
    assert_eq!((read::<i64>("\"1\""), read::<bool>("1"), read::<String>("null")), (None, None, None));
    assert_eq!((read::<Option<i64>>("null"), read::<Option<i64>>("\"1\"")), (Some(None), None));
    assert_eq!((read::<Vec<i64>>("[1,null]"), read::<Vec<i64>>("{}")), (None, None));
    assert_eq!((read::<(i64, String)>(r#"[1,"a"]"#), read::<(i64, i64)>("[1]")), (Some((1, "a".to_owned())), None));
    assert_eq!(read::<(i64, i64)>("[1,2,3]"), None);
    assert_eq!(read::<BTreeMap<String, i64>>(r#"{"a":1,"b":null}"#), None);
}

#[test]
fn only_what_may_be_left_out_may_be_missing() {
    let json = Json::parse(r#"{"a":null,"b":1,"b":2}"#).unwrap();
    assert_eq!((json.get::<Option<i64>>("z"), json.get::<Box<Option<i64>>>("z")), (Some(None), Some(Box::new(None))));
    assert_eq!((json.get::<bool>("z"), json.get::<Vec<i64>>("z"), json.get::<i64>("z")), (None, None, None));
    assert_eq!((json.get_or_default::<i64>("z"), json.get_or_default::<i64>("a")), (Some(0), None));
    assert_eq!(json.get::<i64>("b"), Some(1));
    assert_eq!(Json::Null.get::<i64>("b"), None);
}

#[test]
fn a_name_is_found_as_a_whole_only() {
    let place = |name: &str| Json::Text(name.to_owned()).named("points|point|points_ended");
    assert_eq!((place("points"), place("point"), place("points_ended")), (0, 1, 2));
    for other in ["", "p", "points|point", "ended", "Points"] {
        assert_eq!(place(other), NEW_NAME, "{other}");
    }
    assert_eq!((Json::Null.named("a"), Json::Int(0).tagged("a", "a")), (NO_NAME, NO_NAME));
}

#[test]
fn what_has_no_type_is_kept_as_it_is() {
    let text = r#"{"a":[null,true,-1,"b",{}]}"#;
    assert_eq!(read::<serde_json::Value>(text), serde_json::from_str(text).ok());
}
