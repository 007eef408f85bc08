//! Where a printed link of GS1 leads: `/01/{fourteen digits}/21/{code}` to the piece, without a code to the goods. Nothing is looked up
//! here, so nobody learns anything: the page does that.

use shuke_face::Page;
use shuke_rules::gs1::DigitalLink;
use shuke_rules::item_code::ItemCode;

/// Where a path and its query lead; `None`: nowhere.
pub fn target(asked: &str) -> Option<String> {
    // Whose address it is does not matter here.
    let link = DigitalLink::parse(&format!("https://here{asked}")).ok()?;
    Some(match link.serial {
        Some(serial) => Page::Piece.of(&format!("{}-{}", link.gtin, ItemCode::parse(&serial)?)),
        None => Page::Good.of(link.gtin.as_str()),
    })
    .map(|route| route.href())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_piece_or_to_the_goods_or_nowhere() {
        let code = ItemCode::of([5; 10]);
        let piece = format!("/i/06901234567892-{code}");
        assert_eq!(target(&format!("/01/06901234567892/21/{code}")).as_deref(), Some(piece.as_str()));
        assert_eq!(target(&format!("/01/06901234567892/22/A/10/B/21/{code}?17=270101&x=y")), Some(piece));
        assert_eq!(target("/01/06901234567892/10/B").as_deref(), Some("/goods/06901234567892"));
        for nowhere in [
            "/01/06901234567893",
            "/01/06901234567892/",
            "/01/06901234567892/21/ABC",
            "/01/x",
            "/01/06901234567892?999=x",
        ] {
            assert_eq!(target(nowhere), None, "{nowhere}");
        }
    }
}
