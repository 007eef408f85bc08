//! What the contract's types are made of.

use super::{FromJson, Json, named};
use shuke_contract::Empty;
use shuke_contract::account::{Birthday, ConsentState, Profile};
use shuke_contract::addresses::{Address, AddressFields, Addresses};
use shuke_contract::boot::{Boot, Has};
use shuke_contract::card::{Card, CheckInToday, CouponsInHand, DeviceKey, Ending};
use shuke_contract::check_in::{CheckIns, CheckedIn, MakeUpOffer, NextReward, Stamp, Themed};
use shuke_contract::coupons::{CouponClaimed, CouponOffer, CouponOffers, HeldCoupon, OnlyFor, Wallet};
use shuke_contract::inbox::{Inbox, Message};
use shuke_contract::ledger::{LedgerChain, LedgerPage, LotPart, Movement};
use shuke_contract::mall::{Mall, Offer, OfferDetail};
use shuke_contract::orders::{Claim, Order, OrderItem, OrderStep, OrderStore, OrderSummary, OrdersPage, Parcel};
use shuke_contract::problem::{ErrorCode, FieldProblem, Problem};
use shuke_contract::receipts::{Receipt, ReceiptLine, ReceiptRefund, ReceiptStep, ReceiptSummary, ReceiptsPage};
use shuke_contract::sign_in::{CodeSent, SignedIn};
use shuke_contract::staff::{
    Acted, Action, CouponUse, LogPage, Logged, Role, SeenMember, ShownTask, StaffMember, StaffOrder, Work,
};
use shuke_contract::tasks::TaskState;
use shuke_rules::check_in::Reward;
use shuke_rules::code::Device;
use shuke_rules::coupons::CouponId;
use shuke_rules::earning::EarnReason;
use shuke_rules::ledger::{Entry, EntryKind};
use shuke_rules::mall::{Item, ItemKind, OrderState, Price, Way};
use shuke_rules::number::CardNumber;
use shuke_rules::phone::Phone;
use shuke_rules::pick_up::PickUpCode;
use shuke_rules::policy::{
    self, Brand, Class, ClassId, Consent, ConsentId, Earning, Express, ItemId, Ladder, LadderKind, Look,
    Mall as MallRules, Material, OnReview, PointsTier, Repeat, Scope, Store, StoreId, TaskId, TaskKind, Template,
    TemplateId, Tier, TierId,
};
use shuke_rules::tiers::{Missing, Rules, Standing, Step};
use shuke_rules::{Day, Fen, Instant, Multiplier, Points, Text};
use std::collections::BTreeMap;

/// Structs, by all their fields.
macro_rules! objects {
    ($($name:ident { $($field:ident),* $(,)? })*) => {
        $(impl FromJson for $name {
            fn from_json(json: &Json) -> Option<Self> {
                Some(Self { $($field: json.get(stringify!($field))?),* })
            }
        })*
    };
}

/// What wraps another value.
macro_rules! wrapped {
    ($($name:ident)*) => {
        $(impl FromJson for $name {
            fn from_json(json: &Json) -> Option<Self> {
                FromJson::from_json(json).map(Self)
            }
        })*
    };
}

/// What is written as text and parsed.
macro_rules! parsed {
    ($($name:ty: $parse:expr;)*) => {
        $(impl FromJson for $name {
            fn from_json(json: &Json) -> Option<Self> {
                $parse(json.text()?)
            }
        })*
    };
}

macro_rules! names {
    ($($name:ident)*) => {
        $(impl FromJson for $name {
            fn from_json(json: &Json) -> Option<Self> {
                named(json)
            }
        })*
    };
}

macro_rules! smaller_integers {
    ($($name:ident)*) => {
        $(impl FromJson for $name {
            fn from_json(json: &Json) -> Option<Self> {
                Self::try_from(i64::from_json(json)?).ok()
            }
        })*
    };
}

mod boards;

smaller_integers! { u8 u16 u32 }
wrapped! { Fen Points TierId StoreId ClassId ConsentId TaskId TemplateId ItemId CouponId }
names! {
    ErrorCode EarnReason EntryKind LadderKind OnReview PointsTier Material ItemKind OrderState Way Role Action TaskState TaskKind Repeat
}
parsed! {
    Day: Day::parse;
    Multiplier: Multiplier::parse;
    CardNumber: CardNumber::parse;
    Phone: Phone::parse;
    PickUpCode: PickUpCode::parse;
    Instant: instant;
}

objects! {
    Text { zh, en }
    Boot { brand, rules, expiry, consents, card, store, has, now, dev_sign_in }
    Has { mall, together, coupons }
    Brand { id, code, name, line, time_zone, welcome, look }
    Look { accent, accent_dark, art }
    Store { id, name, address, hours, region, revoked }
    Rules { ladder, tiers, earning }
    Ladder { kind, months, grace_days, on_review, points_tier }
    Earning { classes }
    Class { id, name, points_per_yuan, nothing_below_percent }
    Consent { id, version, required, title, text }
    Card {
        number, name, points, debt, ending, standing, facts, next, keep, last_step, check_in, unread, coupons, notes,
        today, now, rule_version,
    }
    Ending { day, points }
    CouponsInHand { usable, ending, first_end }
    CheckInToday { done, streak, points }
    CheckIns { today, done, streak, reward, next, stamps, themed, make_up, points }
    Reward { base, streak, themed }
    NextReward { days, points }
    Stamp { day, points, made_up }
    Themed { day, name, points }
    MakeUpOffer { price, days, per_month, left }
    CheckedIn { day, reward, now }
    Standing { tier, since, review, total }
    Missing { tier, spend, threshold, amount, by, single }
    Step { day, from, to, why }
    DeviceKey { device, number, points, now }
    Device { brand, locator, secret }
    Profile { number, name, phone_masked, birthday, joined_at, joined_in, consents, sessions }
    Birthday { month, day }
    ConsentState { id, version, given, at }
    ReceiptsPage { receipts, next }
    ReceiptSummary { id, store, at, day, paid, refunded, points }
    Receipt {
        id, number, store_id, store, at, day, lines, list, paid, refunded, spent, delivery, gifts, tier, multiplier,
        earned, taken_back, points_until, refunds, rule_version,
    }
    ReceiptLine { name, class, quantity, list, paid, steps, refunded, points, points_per_yuan, reason }
    ReceiptStep { name, points, off }
    ReceiptRefund { at, day, amount, taken_back, debt, points_back, tier_undone }
    Price { points, fen }
    Item { id, name, line, terms, kind, price, per_member, tier, months, from, until, can_be_sent, picture, coupons }
    Offer { item, left, had, withheld, tier_missing, gives }
    MallRules { hold_minutes, claim_days, receive_days, express }
    Mall { offers, rules, points, today }
    OfferDetail { offer, rules, stores, points, leaves, today }
    LotPart { points, until }
    Order {
        id, state, item, price, due, way, store, address, code, reserved_until, parcel, steps, claim_until, claim,
        received_by, today, now,
    }
    OrderItem { id, name, terms, kind, picture, gives }
    OrderStore { id, name, address, hours }
    Parcel { carrier, number }
    OrderStep { state, at, day, undone }
    Claim { at, day, what, accepted, answer }
    OrdersPage { orders, next }
    OrderSummary { id, state, item, price, way, at, day }
    Wallet { coupons, today, now }
    OnlyFor { goods, shops }
    HeldCoupon { id, terms, only_for, first, last, state, ends_soon, tier_reached, given, used, receipt, withdrawn }
    CouponOffer { terms, only_for, left, had, withheld, tier_missing }
    CouponOffers { offers, points, today }
    CouponClaimed { coupon, points }
    Scope { classes, items, stores }
    AddressFields { name, phone, region, street, preferred }
    Addresses { addresses }
    CodeSent { expires_at, resend_at, now }
    SignedIn { number, joined }
    LedgerPage { points, debt, ending, entries, next, today }
    Movement { seq, kind, points, at, day, of_day, about, link, lots, debt, rule_version }
    LedgerChain { number, entries, points, ended, now }
    Inbox { messages, unread, today }
    Message { what, at, day, unread }
    Entry { seq, kind, points, at, key, rule_version, hash }
    StaffMember { name, role, store, store_name, now }
    SeenMember { number, name, tier, tier_name, points, orders, tasks, coupons }
    CouponUse { list, off, to_pay, gift, logged }
    ShownTask { id, name, note, points }
    StaffOrder {
        id, state, item, price, due, way, member, address, parcel, claim, reserved_until, at, day, actions,
    }
    Work { orders, now }
    Acted { order, log, undo_until }
    Logged { id, at, who, action, about, member, paid, note, undone, undo_until }
    LogPage { entries, next, now }
    Problem { code, status, message, rule, figures, remedy, fields, request_id }
    FieldProblem { field, message }
}

impl FromJson for Empty {
    fn from_json(_: &Json) -> Option<Self> {
        Some(Self {})
    }
}

/// Thresholds are yuan in a string, prices by class a map.
impl FromJson for Tier {
    fn from_json(json: &Json) -> Option<Self> {
        let prices: BTreeMap<String, u8> = json.get("pays_percent")?;
        let mut pays_percent = BTreeMap::new();
        for (class, pays) in prices {
            pays_percent.insert(ClassId(class), pays);
        }
        Some(Self {
            id: json.get("id")?,
            name: json.get("name")?,
            spend: json.get::<Option<Yuan>>("spend")?.map(|Yuan(fen)| fen),
            single: json.get::<Option<Yuan>>("single")?.map(|Yuan(fen)| fen),
            by_invitation: json.get("by_invitation")?,
            multiplier: json.get("multiplier")?,
            pays_percent,
            benefits: json.get("benefits")?,
            material: json.get("material")?,
        })
    }
}

/// The fee in money is yuan in a string.
impl FromJson for Express {
    fn from_json(json: &Json) -> Option<Self> {
        let yuan = json.get::<Option<Yuan>>("yuan")?.map(|Yuan(fen)| fen);
        Some(Self { store: json.get("store")?, yuan, points: json.get("points")? })
    }
}

impl FromJson for policy::Claim {
    fn from_json(json: &Json) -> Option<Self> {
        Some(Self {
            from: json.get("from")?,
            until: json.get("until")?,
            code: json.get("code")?,
            points: json.get("points")?,
            new_members_days: json.get("new_members_days")?,
        })
    }
}

/// The threshold is yuan in a string.
impl FromJson for Template {
    fn from_json(json: &Json) -> Option<Self> {
        Some(Self {
            id: json.get("id")?,
            name: json.get("name")?,
            note: json.get("note")?,
            effect: json.get("effect")?,
            threshold: json.get::<Option<Yuan>>("threshold")?.map(|Yuan(fen)| fen),
            scope: json.get("scope")?,
            tier: json.get("tier")?,
            group: json.get("group")?,
            per_basket: json.get("per_basket")?,
            from: json.get("from")?,
            until: json.get("until")?,
            days: json.get("days")?,
            stock: json.get("stock")?,
            per_member: json.get("per_member")?,
            claim: json.get("claim")?,
        })
    }
}

/// Its fields stand beside its id.
impl FromJson for Address {
    fn from_json(json: &Json) -> Option<Self> {
        Some(Self { id: json.get("id")?, fields: FromJson::from_json(json)? })
    }
}

/// Yuan in a string.
pub(super) struct Yuan(pub Fen);

impl FromJson for Yuan {
    fn from_json(json: &Json) -> Option<Self> {
        Fen::from_yuan(json.text()?).map(Self)
    }
}

/// `2026-11-21T22:23:43.123456Z`, to the nanosecond; the server writes UTC only.
fn instant(text: &str) -> Option<Instant> {
    let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = clock.splitn(3, ':').map(|part| part.parse::<u32>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let nanos = if fraction.is_empty() { 0 } else { format!("{fraction:0<9}").get(..9)?.parse().ok()? };
    Some(Day::parse(day)?.0.and_hms_nano_opt(hour, minute, second, nanos)?.and_utc())
}
