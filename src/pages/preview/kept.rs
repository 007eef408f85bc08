//! The basket as it is kept in the tab, and as it travels.

use shuke_contract::preview::Shelf;
use shuke_face::pages::preview::{Basket, Held};
use shuke_rules::Fen;
use shuke_rules::policy::Text;
use shuke_rules::pricing::Line;

/// As it travels; `None` for an empty one.
pub fn written(basket: &Basket) -> Option<String> {
    let line = |Held { line, .. }: &Held| {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        format!(
            r#"{{"item":{},"class":{},"quantity":{},"price":{}}}"#,
            quoted(&line.item.0),
            quoted(&line.class.0),
            line.quantity,
            line.price.0
        )
    };
    let lines: Vec<String> = basket.held.iter().map(line).collect();
    (!lines.is_empty()).then(|| format!("[{}]", lines.join(",")))
}

/// As it is kept: whose it is, then a line each.
pub fn kept(whose: &str, basket: &Basket) -> String {
    let line =
        |Held { line, .. }: &Held| format!("\n{}\t{}\t{}\t{}", line.item.0, line.class.0, line.quantity, line.price.0);
    whose.to_owned() + &basket.held.iter().map(line).collect::<String>()
}

/// What was kept of that member's; goods that are not to be had at that price any more are left out.
pub fn found(text: &str, whose: &str, shelf: &Shelf) -> Basket {
    let mut lines = text.split('\n');
    if lines.next() != Some(whose) {
        return Basket::default();
    }
    let held = |text: &str| {
        let mut fields = text.split('\t');
        let (item, class) = (fields.next()?, fields.next()?);
        let (quantity, price) = (fields.next()?.parse().ok()?, Fen(fields.next()?.parse().ok()?));
        let name = if item.is_empty() {
            Text::default()
        } else {
            shelf.goods.iter().find(|goods| goods.item.0 == item && goods.yuan == price)?.name.clone()
        };
        Some(Held { line: Line { item: item.into(), class: class.into(), quantity, price }, name })
    };
    Basket { held: lines.filter_map(held).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(item: &str, price: i64) -> Line {
        Line { item: item.into(), class: "regular".into(), quantity: 1, price: Fen(price) }
    }

    fn named(item: &str, price: i64, name: &Text) -> Held {
        Held { line: line(item, price), name: name.clone() }
    }

    fn shelf() -> Shelf {
        let goods = r#"{"item":"1","name":{"zh":"茶","en":"Tea"},"class":"regular","yuan":"1"}"#;
        Shelf {
            goods: vec![serde_json::from_str(goods).unwrap()],
            stores: Vec::new(),
            points_per_yuan: None,
            delivers: false,
        }
    }

    #[test]
    fn it_outlives_a_reload_for_the_same_member_and_at_the_same_price() {
        let shelf = shelf();
        let (tea, amount) = (named("1", 100, &shelf.goods[0].name), named("", 1_250, &Text::default()));
        let gone = named("1", 90, &Text::default());
        let text = kept("P1", &Basket { held: vec![tea.clone(), gone, amount.clone()] });
        assert_eq!(found(&text, "P1", &shelf).held, [tea, amount]);
        assert_eq!(found(&text, "P2", &shelf), Basket::default());
        assert_eq!(found("P1\nx\ty", "P1", &shelf), Basket::default());
    }

    #[test]
    fn what_older_versions_kept_is_read_and_written_as_they_did() {
        let shelf = shelf();
        let text = "P1\n1\tregular\t3\t100\n\tspecial\t1\t1250";
        let basket = found(text, "P1", &shelf);
        assert_eq!(basket.held.iter().map(|held| held.line.quantity).collect::<Vec<_>>(), [3, 1]);
        assert_eq!(kept("P1", &basket), text);
    }

    #[test]
    fn it_travels_as_a_quote_takes_it() {
        assert_eq!(written(&Basket::default()), None);
        let basket = Basket { held: vec![named("1 \"x\"", 2800, &Text::default())] };
        let read: Vec<Line> = serde_json::from_str(&written(&basket).unwrap()).unwrap();
        assert_eq!(read, [line("1 \"x\"", 2800)]);
    }
}
