//! How far a repair is.

use shuke_rules::pieces::RepairState;

pub const fn zh(state: RepairState) -> &'static str {
    match state {
        RepairState::Asked => "已提交",
        RepairState::Accepted => "可以送来了",
        RepairState::Received => "店里收到了",
        RepairState::Repaired => "修好了，可以来取",
        RepairState::Returned => "已取回",
        RepairState::Declined => "没有接",
        RepairState::Withdrawn => "已撤回",
        RepairState::Unknown => "有变化",
    }
}

pub const fn en(state: RepairState) -> &'static str {
    match state {
        RepairState::Asked => "Asked",
        RepairState::Accepted => "Bring it in",
        RepairState::Received => "At the shop",
        RepairState::Repaired => "Ready for pickup",
        RepairState::Returned => "Returned to you",
        RepairState::Declined => "Not taken on",
        RepairState::Withdrawn => "Withdrawn",
        RepairState::Unknown => "Updated",
    }
}
