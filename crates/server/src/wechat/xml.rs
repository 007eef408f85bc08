//! What WeChat pushes: one element whose children hold text. Nothing else is read: no entities of its own, no more than there is room for.

use std::collections::BTreeMap;
use xml::reader::{ParserConfig, XmlEvent};

/// Fields of a push at most.
const MOST: usize = 60;

/// The texts of the children of the one element, by their names; `None` for anything else.
pub fn fields(text: &str) -> Option<BTreeMap<String, String>> {
    // What WeChat sends names none; who does means no good.
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return None;
    }
    let config = ParserConfig::new().cdata_to_characters(true).ignore_comments(true).trim_whitespace(false);
    let (mut fields, mut depth, mut field) = (BTreeMap::new(), 0_usize, None::<(String, String)>);
    for event in config.create_reader(text.as_bytes()) {
        match event.ok()? {
            XmlEvent::StartElement { name, .. } => {
                depth += 1;
                match depth {
                    1 if name.local_name == "xml" => {}
                    2 => field = Some((name.local_name, String::new())),
                    // Lists of lists are of no use here.
                    3.. => {}
                    _ => return None,
                }
            }
            XmlEvent::EndElement { .. } => {
                if depth == 2
                    && let Some((name, value)) = field.take()
                {
                    fields.insert(name, value);
                }
                depth -= 1;
            }
            XmlEvent::Characters(more) if depth == 2 => field.as_mut()?.1.push_str(&more),
            _ => {}
        }
        if fields.len() > MOST || depth > 8 {
            return None;
        }
    }
    Some(fields)
}

/// Text that no element can leave.
pub fn cdata(text: &str) -> String {
    let is_safe = |c: char| !c.is_control() || c == '\n';
    format!("<![CDATA[{}]]>", text.chars().filter(|c| is_safe(*c)).collect::<String>().replace("]]>", "]] >"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_children_of_one_element_are_read() {
        let pushed = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<CreateTime>12</CreateTime><List><A>x</A></List>\
            <Content>a &amp; &lt;b&gt;</Content></xml>";
        let fields = fields(pushed).unwrap();
        let of = |name: &str| fields.get(name).map(String::as_str);
        assert_eq!([of("ToUserName"), of("CreateTime"), of("Content")], [Some("gh_1"), Some("12"), Some("a & <b>")]);
        assert_eq!((of("List"), of("A")), (Some(""), None));
    }

    #[test]
    fn nothing_else_is() {
        let laughs = "<!DOCTYPE xml [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><xml><A>&b;</A></xml>";
        let file = "<!DOCTYPE xml [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><xml><A>&f;</A></xml>";
        let many = format!("<xml>{}</xml>", (0..99).fold(String::new(), |all, n| all + &format!("<a{n}/>")));
        let deep = format!("<xml>{}{}</xml>", "<a>".repeat(20), "</a>".repeat(20));
        for wrong in ["", "{}", "<html></html>", "<xml>", "<xml><A>&b;</A></xml>", laughs, file, &many, &deep] {
            assert_eq!(fields(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_text_leaves_its_element() {
        assert_eq!(cdata("a]]><x/>\u{0}b"), "<![CDATA[a]] ><x/>b]]>");
    }
}
