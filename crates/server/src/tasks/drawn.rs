//! What there is to take part in, as a page: tasks, days on which checking in earns more, boards.

use crate::drawing::Drawn;
use shuke_contract::boards::GetBoards;
use shuke_contract::check_in::GetCheckIns;
use shuke_contract::tasks::GetTasks;
use shuke_face::Page;
use shuke_face::pages::together::{nothing, page_whole};

pub const TOGETHER: Drawn = Drawn {
    page: Page::Together,
    draw: |drawing| {
        Box::pin(async move {
            if !drawing.boot.has.together {
                return Ok(drawing.draw(nothing));
            }
            let checks_in = drawing.boot.card.as_ref().is_some_and(|card| card.check_in.is_some());
            let tasks = drawing.read::<GetTasks>("").await?;
            let days = drawing.read_if::<GetCheckIns>(checks_in).await?;
            let boards = drawing.read::<GetBoards>("").await?;
            Ok(drawing.draw(|setting| page_whole(&tasks, days.as_ref(), &boards, setting)))
        })
    },
};
