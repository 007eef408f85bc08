//! What is said beside a code, by what it leads to. Owns the words on paper, both languages beside each other.

use shuke_rules::Policy;
use shuke_rules::policy::{Brand, Store, TaskKind, Text};

/// A code and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What the code says: an address.
    pub says: String,
    pub title: Text,
    /// What scanning it does.
    pub act: Text,
    /// What else is worth knowing, on what has room for it.
    pub points: Vec<Text>,
    pub foot: Text,
}

/// A code that was made elsewhere, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    pub code: String,
    pub name: String,
}

/// What a brand says to who has not joined, at most so many lines.
const POINTS: usize = 3;

fn text(zh: impl Into<String>, en: impl Into<String>) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

/// The same in both languages.
fn plain(both: &str) -> Text {
    text(both, both)
}

fn welcome(brand: &Brand) -> Vec<Text> {
    brand.welcome.iter().take(POINTS).cloned().collect()
}

/// Of two texts one; where there is but one, that.
fn beside(one: &Text, other: &Text) -> Text {
    let joined = |one: &str, other: &str| {
        if one.is_empty() || other.is_empty() { format!("{one}{other}") } else { format!("{one} · {other}") }
    };
    text(joined(&one.zh, &other.zh), joined(&one.en, &other.en))
}

/// The code that hangs in a shop: whoever scans it joins there; where visits count, it is one.
pub fn of_store(says: String, policy: &Policy, store: &Store) -> Piece {
    let counts_visits = policy.tasks.iter().any(|task| task.kind == TaskKind::Visit);
    let act = if counts_visits {
        text("扫一扫入会；会员扫一扫，记下今天到店", "Scan to join; members, scan to log today’s visit")
    } else {
        text("扫一扫，加入会员", "Scan to join")
    };
    Piece {
        says,
        title: store.name.clone(),
        act,
        points: welcome(&policy.brand),
        foot: beside(&store.address, &store.hours),
    }
}

/// A member's link for friends; `name` as the member wants to be called there.
pub fn friend(says: String, brand: &Brand, name: Option<&str>) -> Piece {
    let Text { zh, en } = &brand.name;
    let title = match name {
        Some(name) => text(format!("{name} 邀你加入{zh}"), format!("{name} invites you to {en}")),
        None => text(format!("加入{zh}"), format!("Join {en}")),
    };
    let act = text("扫一扫，看看新会员有什么", "Scan to see what new members get");
    Piece { says, title, act, points: welcome(brand), foot: Text::default() }
}

/// The code of one item.
pub fn of_item(says: String, item: &Coded) -> Piece {
    let (title, foot) = named(item);
    let act = text("扫一扫，查真伪、看保养、登记保修", "Scan to verify, see care and register");
    Piece { says, title, act, points: Vec::new(), foot }
}

/// A card that travels with an item.
pub fn in_parcel(says: String, brand: &Brand, item: &Coded) -> Piece {
    let act = text("扫一扫，登记这件商品", "Scan to register your item");
    Piece {
        says,
        title: thanks(brand),
        act,
        points: welcome(brand),
        foot: beside(&plain(&item.name), &plain(&item.code)),
    }
}

/// A card whose code leads to a page.
pub fn to_path(says: String, brand: &Brand) -> Piece {
    let Text { zh, en } = &brand.name;
    let act = text(format!("扫一扫，打开{zh}会员中心"), format!("Scan for the {en} member center"));
    Piece { says, title: thanks(brand), act, points: welcome(brand), foot: Text::default() }
}

fn thanks(Brand { name: Text { zh, en }, .. }: &Brand) -> Text {
    text(format!("谢谢选择{zh}"), format!("Thank you for choosing {en}"))
}

/// Its name above and its code below; where it has none, its code alone.
fn named(item: &Coded) -> (Text, Text) {
    if item.name.is_empty() {
        return (plain(&item.code), Text::default());
    }
    (plain(&item.name), plain(&item.code))
}
