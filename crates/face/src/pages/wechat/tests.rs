use super::*;
use crate::Lang;
use crate::tests::boot;
use crate::words::texts;
use shuke_contract::wechat::InWechat;

fn one(here: bool) -> Linked {
    Linked { id: "7".to_owned(), since: "2026-12-01T02:00:00Z".parse().unwrap(), here }
}

#[test]
fn whoever_is_not_inside_wechat_is_told_where_to_link_and_whoever_is_can() {
    let said = |here, linked: &[Linked]| link(&Wechat { linked: linked.to_vec(), here }, texts(Lang::Zh)).into_string();
    assert!(said(None, &[]).contains("在微信里打开这一页") && !said(None, &[]).contains("<form"));
    let form = "<form method=\"post\" action=\"/wechat/link\"><button class=\"button\" type=\"submit\">绑定这个微信</button></form>";
    assert_eq!(said(Some(Asked::NotYet), &[]), form);
    assert_eq!(said(Some(Asked::Member), &[one(false)]), form, "another one is linked than the one here");
    assert_eq!(said(Some(Asked::Member), &[one(true)]), "");
    for (asked, words) in
        [(Asked::Full, "最多绑 5 个"), (Asked::Temporary, "使用完整服务"), (Asked::Failed, "没有回应")]
    {
        let said = said(Some(asked), &[]);
        assert!(said.contains(words) && said.ends_with(form), "{said}");
    }
    assert_eq!(said(Some(Asked::Others), &[]), "", "that has a part of its own");
}

#[test]
fn a_linked_one_says_since_when_and_whether_it_is_the_one_here() {
    let said = |here| linked(&one(here), "2026年12月1日", texts(Lang::Zh)).into_string();
    assert_eq!(
        said(true),
        "<span class=\"row-main\">微信 <span class=\"tag\">就是这个微信</span><small>2026年12月1日绑定</small></span>"
    );
    assert!(!said(false).contains("tag"));
}

#[test]
fn signing_in_by_wechat_is_offered_inside_wechat_alone() {
    let said = |wechat: Option<InWechat>| sign_in(&Boot { wechat, ..boot() }, texts(Lang::En)).into_string();
    assert_eq!(said(None), "");
    let inside = |asked| said(Some(InWechat { asked }));
    assert!(inside(Asked::NotYet).contains("href=\"/wechat/sign-in\""));
    assert!(
        inside(Asked::Unlinked).contains("isn't linked to a card yet") && !inside(Asked::Unlinked).contains("href")
    );
    assert!(inside(Asked::Failed).contains("didn't answer") && inside(Asked::Failed).contains("href"));
    assert!(inside(Asked::Temporary).contains("temporary"));
}
