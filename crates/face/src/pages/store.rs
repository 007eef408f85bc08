//! Where the printed code of a shop leads. What greets there is on the first screen.

use crate::document::Share;
use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Markup, Page, html};
use shuke_contract::boot::Boot;
use shuke_rules::policy::Store;

/// Where its address is passed on: which shop it is, and where.
pub fn share(boot: &Boot, store: &Store, t: &Texts) -> Share {
    let pick = |text| t.lang.pick(text);
    let said = [pick(&store.address), pick(&store.hours)];
    let text = said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" · ");
    Share::of(format!("{} · {}", pick(&boot.brand.name), pick(&store.name)), text)
}

/// How one goes on without a shop, where the code leads nowhere. Nobody joins twice.
pub fn ways_on(is_member: bool, t: &Texts) -> Markup {
    if is_member {
        return way(&Page::Card, t.shell.to_card);
    }
    html! {
        (way(&Page::Join, t.shell.join_anyway))
        a.button.button-text href=(Page::Card) { (t.shell.to_start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::words::texts;

    #[test]
    fn a_code_that_leads_nowhere_offers_joining_to_nobody_who_has_joined() {
        let ways = |is_member| ways_on(is_member, texts(Lang::Zh)).into_string();
        assert!(ways(false).contains("href=\"/join\""));
        assert_eq!(ways(true), "<a class=\"button\" href=\"/\">回到卡</a>");
    }
}
