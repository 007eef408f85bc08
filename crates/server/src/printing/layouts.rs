//! The layouts: how a sheet is cut into cards, the marks by which it is cut, and which piece stands on which card.

mod poster;
mod sticker;

use super::paper::{Area, Card, PAPER, Paint, Sheet, boxes};
use super::{Design, NotPrintable, Piece};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Stickers on A4: so many beside and below each other.
    Stickers { across: u8, down: u8 },
    /// A card of A5 that stands on a counter.
    Counter,
    /// Cards of 90 × 130 mm, four on A4.
    Parcel,
}

/// Between stickers.
const GUTTER: f32 = 4.0;
/// Around all stickers: no printer reaches the edge of its paper.
const MARGIN: f32 = 12.0;
/// A cut is never quite where it should be: colour goes on beyond it.
const BLEED: f32 = 3.0;
/// How far a mark stays away from what is cut, how long it is outside of all cards, and how thick.
const MARK_AWAY: f32 = 0.4;
const MARK_LENGTH: f32 = 4.0;
const MARK: f32 = 0.1;

/// How a sheet is cut.
struct Grid {
    across: u8,
    down: u8,
    width: f32,
    height: f32,
    gutter: f32,
    bleed: f32,
    /// Nothing that is read is nearer to the cut.
    safe: f32,
}

impl Layout {
    fn grid(self) -> Grid {
        match self {
            Self::Stickers { across, down } => {
                let (columns, rows) = (f32::from(across), f32::from(down));
                let part = |whole: f32, count: f32| (whole - 2.0 * MARGIN - (count - 1.0) * GUTTER) / count;
                let (width, height) = (part(PAPER.width, columns), part(PAPER.height, rows));
                Grid { across, down, width, height, gutter: GUTTER, bleed: 0.0, safe: 2.5 }
            }
            Self::Counter => {
                Grid { across: 1, down: 1, width: 148.0, height: 210.0, gutter: 0.0, bleed: BLEED, safe: 9.0 }
            }
            Self::Parcel => {
                Grid { across: 2, down: 2, width: 90.0, height: 130.0, gutter: 8.0, bleed: BLEED, safe: 6.0 }
            }
        }
    }

    /// How many cards are cut out of a sheet.
    pub fn per_sheet(self) -> usize {
        let Grid { across, down, .. } = self.grid();
        usize::from(across) * usize::from(down)
    }
}

impl Grid {
    /// From where to where the cards of one direction reach, in the middle of the paper.
    fn spans(count: u8, length: f32, gutter: f32, whole: f32) -> Vec<[f32; 2]> {
        let all = f32::from(count) * (length + gutter) - gutter;
        let from = |at: u8| (whole - all) / 2.0 + f32::from(at) * (length + gutter);
        (0..count).map(|at| [from(at), from(at) + length]).collect()
    }

    fn columns(&self) -> Vec<[f32; 2]> {
        Self::spans(self.across, self.width, self.gutter, PAPER.width)
    }

    fn rows(&self) -> Vec<[f32; 2]> {
        Self::spans(self.down, self.height, self.gutter, PAPER.height)
    }

    /// Row by row.
    fn areas(&self) -> Vec<Area> {
        let columns = self.columns();
        let row = |[top, _]: [f32; 2]| {
            columns.iter().map(move |[left, _]| Area::new(*left, top, self.width, self.height)).collect::<Vec<_>>()
        };
        self.rows().into_iter().flat_map(row).collect()
    }

    /// Hairlines in the margin and between the cards, where a cut goes through; none reaches into a card or its bleed.
    fn marks(&self) -> Vec<Area> {
        let (columns, rows) = (self.columns(), self.rows());
        let between = |spans: &[[f32; 2]]| {
            let away = self.bleed + MARK_AWAY;
            let mut free = Vec::new();
            let mut last = None;
            for [from, to] in spans {
                let begin = last.map_or(from - away - MARK_LENGTH, |last: f32| last + away);
                free.push([begin, from - away]);
                last = Some(*to);
            }
            free.extend(last.map(|last| [last + away, last + away + MARK_LENGTH]));
            free
        };
        let cuts = |spans: &[[f32; 2]]| spans.iter().flatten().map(|at| at - MARK / 2.0).collect::<Vec<_>>();
        let (aside, below) = (between(&columns), between(&rows));
        let upright = cuts(&columns)
            .into_iter()
            .flat_map(|x| below.iter().map(move |[from, to]| Area::new(x, *from, MARK, to - from)).collect::<Vec<_>>());
        let level = cuts(&rows)
            .into_iter()
            .flat_map(|y| aside.iter().map(move |[from, to]| Area::new(*from, y, to - from, MARK)).collect::<Vec<_>>());
        upright.chain(level).filter(|mark| mark.width > 0.0 && mark.height > 0.0).collect()
    }
}

/// Every piece so many times, on as many sheets as it takes.
pub fn sheets(
    design: &Design<'_>,
    layout: Layout,
    pieces: &[Piece],
    copies: usize,
) -> Result<Vec<Sheet>, NotPrintable> {
    let grid = layout.grid();
    let areas = grid.areas();
    let all: Vec<&Piece> = pieces.iter().flat_map(|piece| std::iter::repeat_n(piece, copies)).collect();
    all.chunks(areas.len().max(1)).map(|pieces| sheet(design, layout, &grid, pieces)).collect()
}

fn sheet(design: &Design<'_>, layout: Layout, grid: &Grid, pieces: &[&Piece]) -> Result<Sheet, NotPrintable> {
    let mut sheet = Sheet::default();
    for (piece, area) in pieces.iter().zip(grid.areas()) {
        let card =
            |code: Area| Card { area, bleed: grid.bleed, safe: area.inset(grid.safe), code, says: piece.says.clone() };
        let place = card(area);
        let code = match layout {
            Layout::Stickers { .. } => sticker::draw(&mut sheet, design, &place, piece),
            Layout::Counter => poster::on_white(&mut sheet, design, &place, piece),
            Layout::Parcel => poster::on_colour(&mut sheet, design, &place, piece),
        }?;
        sheet.cards.push(card(code));
    }
    sheet.fill(boxes(grid.marks()), Paint::Black);
    Ok(sheet)
}
