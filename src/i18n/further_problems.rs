//! Refusals that are met beyond the first screens – in the mall, with redemptions, addresses and tasks – and what to do about
//! each. They come with the pages that need them, not with the first file.

use super::problems::Explained;
use crate::failure::Failure;
use shuke_contract::ErrorCode;
use shuke_rules::{Fen, Points};

/// A title, and a text of the price and of the points that one has.
type Short = (&'static str, fn(&str, Option<&str>) -> String);

pub struct FurtherProblems {
    no_make_up: (&'static str, &'static str),
    /// Price, points one has.
    points_short: Short,
    mall_off: (&'static str, &'static str),
    not_offered: (&'static str, &'static str),
    sold_out: (&'static str, &'static str),
    item_limit: (&'static str, fn(i64) -> String),
    /// Money still to be spent.
    item_tier: (&'static str, fn(Option<&str>) -> String),
    /// Points, money.
    price_changed: (&'static str, fn(&str, &str) -> String),
    order_state: (&'static str, &'static str),
    claim_late: (&'static str, &'static str),
    addresses_full: (&'static str, fn(i64) -> String),
    task_not_done: (&'static str, &'static str),
    task_claimed: (&'static str, &'static str),
}

impl FurtherProblems {
    /// `None` for what is met on the first screens, too.
    pub fn explain(&self, failure: &Failure) -> Option<Explained> {
        let points = |figure| failure.figure(figure).map(|value| Points(value).to_string());
        let money = |figure| failure.figure(figure).map(|value| Fen(value).to_string());
        let count = |figure| failure.figure(figure).unwrap_or(1).max(1);
        let counted = |(title, text): (&'static str, fn(i64) -> String), figure| (title, text(count(figure)));
        let fixed = |(title, text): (&'static str, &str)| (title, text.to_owned());
        let (title, text) = match failure.code()? {
            ErrorCode::MakeUpRefused => fixed(self.no_make_up),
            ErrorCode::PointsShort => {
                let price = points("price_points").unwrap_or_default();
                (self.points_short.0, (self.points_short.1)(&price, points("points").as_deref()))
            }
            ErrorCode::MallOff => fixed(self.mall_off),
            ErrorCode::ItemNotOffered => fixed(self.not_offered),
            ErrorCode::ItemSoldOut => fixed(self.sold_out),
            ErrorCode::ItemLimit => counted(self.item_limit, "per_member"),
            ErrorCode::ItemTier => (self.item_tier.0, (self.item_tier.1)(money("missing_fen").as_deref())),
            ErrorCode::PriceChanged => {
                let (points, fen) = (points("points").unwrap_or_default(), money("fen").unwrap_or_default());
                (self.price_changed.0, (self.price_changed.1)(&points, &fen))
            }
            ErrorCode::OrderState => fixed(self.order_state),
            ErrorCode::ClaimTooLate => fixed(self.claim_late),
            ErrorCode::AddressesFull => counted(self.addresses_full, "limit"),
            ErrorCode::TaskNotDone => fixed(self.task_not_done),
            ErrorCode::TaskClaimedAlready => fixed(self.task_claimed),
            _ => return None,
        };
        Some(Explained { title, text })
    }
}

pub const ZH: FurtherProblems = FurtherProblems {
    no_make_up: ("这一天补不了", "只能补最近几天里漏掉的、入会以后的日子，每月次数有限。"),
    points_short: ("积分不够", |price, have| match have {
        Some(have) => format!("这要 {price} 分，你有 {have} 分。"),
        None => format!("这要 {price} 分。"),
    }),
    mall_off: ("这里没有积分商城", "品牌现在不办积分兑换，积分照旧留着。"),
    not_offered: ("这件现在不能兑", "不在可兑的时间里，或已经下架。积分没有动。"),
    sold_out: ("刚刚被兑完了", "最后一件已经被别人兑走。积分没有动，看看别的。"),
    item_limit: ("已经兑过了", |limit| format!("每人限 {limit} 件。积分没有动。")),
    item_tier: ("等级还不够", |missing| match missing {
        Some(missing) => format!("再消费 ¥{missing} 就能兑。积分没有动。"),
        None => "这件只给更高的等级。积分没有动。".to_owned(),
    }),
    price_changed: ("价格刚刚变了", |points, money| {
        let now = if money == "0" { format!("{points} 积分") } else { format!("{points} 积分 + ¥{money}") };
        format!("现在是 {now}，上面已经换成新的。积分没有动；合意的话再确认一次。")
    }),
    order_state: ("现在不能这样做", "这次兑换已经到了下一步，看看上面的状态。"),
    claim_late: ("已经过了可以说明的日子", "仍有问题的话，请到店里说。"),
    addresses_full: ("地址太多了", |limit| format!("最多 {limit} 个。先删一个不用的，再添加。")),
    task_not_done: ("还差一点", "做完就能领，进度写在任务下面。"),
    task_claimed: ("已经领过了", "这一期的奖励只有一份。"),
};

pub const EN: FurtherProblems = FurtherProblems {
    no_make_up: ("That day cannot be made up for", "Only days missed lately, since you joined, and so many a month."),
    points_short: ("Not enough points", |price, have| match have {
        Some(have) => format!("It takes {price} points; you have {have}."),
        None => format!("It takes {price} points."),
    }),
    mall_off: ("No points mall here", "The brand has none at present. Your points stay."),
    not_offered: ("It cannot be had now", "It is out of season or was taken down. No points have left."),
    sold_out: ("It has just run out", "Somebody had the last one. No points have left; see what else there is."),
    item_limit: ("You had yours", |limit| format!("{limit} for each member. No points have left.")),
    item_tier: ("It is for a higher tier", |missing| match missing {
        Some(missing) => format!("Spend ¥{missing} more and it is yours to redeem. No points have left."),
        None => "No points have left.".to_owned(),
    }),
    price_changed: ("The price has just changed", |points, money| {
        let now = if money == "0" { format!("{points} points") } else { format!("{points} points + ¥{money}") };
        format!("It is {now} now, as shown above. No points have left; confirm again if it suits you.")
    }),
    order_state: ("That is not possible now", "This redemption has gone on meanwhile; see its state above."),
    claim_late: ("The days for this are over", "If something is wrong all the same, ask in the shop."),
    addresses_full: ("Too many addresses", |limit| format!("{limit} at most. Delete one, then add another.")),
    task_not_done: ("Not done yet", "You can claim it once it is; how far you are stands below it."),
    task_claimed: ("Claimed already", "There is one reward each time."),
};

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::Problem;

    #[test]
    fn a_changed_price_is_told_with_both_of_its_parts() {
        let problem = Problem::new(ErrorCode::PriceChanged, "").figure("points", 1_200).figure("fen", 990);
        let failure = Failure::Refused(Box::new(problem));
        assert!(ZH.explain(&failure).unwrap().text.contains("1,200 积分 + ¥9.90"));
        let problem = Problem::new(ErrorCode::PriceChanged, "").figure("points", 1_200).figure("fen", 0);
        assert!(EN.explain(&Failure::Refused(Box::new(problem))).unwrap().text.contains("1,200 points now"));
    }

    #[test]
    fn what_is_met_on_the_first_screens_is_said_there() {
        assert_eq!(ZH.explain(&Failure::Refused(Box::new(Problem::new(ErrorCode::SignInRequired, "")))), None);
        assert_eq!(EN.explain(&Failure::Offline), None);
    }
}
