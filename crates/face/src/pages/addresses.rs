//! The address book.

mod whole;

pub use whole::page_whole;

use crate::shapes::address::written;
use crate::shapes::kit::scene;
use crate::words::Texts;
use crate::{Markup, Page, html};
use shuke_contract::addresses::AddressFields;

pub fn heading(t: &Texts) -> Markup {
    html! { h1.sr { (Page::Addresses.title(t.lang)) } }
}

/// In place of a list where there is nothing to list.
pub fn empty(t: &Texts) -> Markup {
    let a = t.addresses();
    html! { section.state { (scene("addresses")) h2 { (a.empty) } p { (a.empty_text) } } }
}

/// What a row says beside what can be done with it.
pub fn address(fields: &AddressFields, t: &Texts) -> Markup {
    html! {
        span.row-main {
            (written(fields))
            @if fields.preferred { " " span.tag { (t.addresses().preferred) } }
        }
    }
}

/// Which one is to be deleted, and what that does.
pub fn removing(fields: Option<&AddressFields>, t: &Texts) -> Markup {
    html! {
        p { @if let Some(fields) = fields { (written(fields)) } }
        p { (t.addresses().remove_text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::texts;
    use crate::{Lang, shapes::address::one_line};
    use shuke_rules::phone::Phone;

    fn fields(name: &str) -> AddressFields {
        AddressFields {
            name: name.into(),
            phone: Phone::parse("13812345678").unwrap(),
            region: name.into(),
            street: name.into(),
            preferred: true,
        }
    }

    #[test]
    fn an_address_says_to_whom_where_and_whether_it_comes_first() {
        let mut fields = fields("晓雨");
        let written = address(&fields, texts(Lang::Zh)).into_string();
        assert_eq!(
            written,
            r#"<span class="row-main"><bdi>晓雨</bdi> <span class="number">13812345678</span><small><bdi>晓雨 晓雨</bdi></small> <span class="tag">首选</span></span>"#
        );
        fields.preferred = false;
        assert!(address(&fields, texts(Lang::En)).into_string().ends_with("</small></span>"));
    }

    #[test]
    fn no_address_can_leave_its_element() {
        for (hostile, safe) in crate::tests::HOSTILE {
            let fields = fields(hostile);
            for lang in [Lang::Zh, Lang::En] {
                let t = texts(lang);
                for page in [address(&fields, t), removing(Some(&fields), t)] {
                    let page = page.into_string();
                    assert!(!page.contains(hostile), "{page}");
                    assert_eq!(page.matches(safe).count(), 3, "{page}");
                }
            }
            // A sentence is escaped where it is put.
            assert!(one_line(&fields).starts_with(hostile));
        }
    }
}
