//! The three layouts. Each is made for a name of any length, words of two lines and a code that a phone reads from another phone.

use super::code::code;
use super::setting::{Block, set};
use super::{Align, Area, Art, Command, HEIGHT, Measure, Poster, Tone, WIDTH};

const WHOLE: Area = Area::new(0, 0, WIDTH, HEIGHT);
/// Of the kit, as large as its drawings are.
const HERO: Art = Art { name: "hero", width: 800, height: 450 };
const HERO_DARK: Art = Art { name: "hero-dark", ..HERO };
const PATTERN: Art = Art { name: "pattern", width: 120, height: 120 };
const JOINED: Art = Art { name: "scene-joined", width: 320, height: 240 };

/// What is drawn so far.
pub struct Sheet<'a> {
    measure: &'a dyn Measure,
    commands: Vec<Command>,
}

impl<'a> Sheet<'a> {
    pub fn new(measure: &'a dyn Measure) -> Self {
        Self { measure, commands: Vec::new() }
    }

    pub fn into_commands(self) -> Vec<Command> {
        self.commands
    }

    fn put(&mut self, command: Command) {
        self.commands.push(command);
    }

    fn text(&mut self, text: &str, block: &Block) {
        let lines = set(text, block, self.measure);
        self.commands.extend(lines.into_iter().map(Command::Line));
    }

    fn code(&mut self, link: &str, paper: Area) -> Option<()> {
        self.commands.extend(code(link, paper)?);
        Some(())
    }
}

/// A text in one line, or more.
const fn block(area: Area, (largest, least): (i32, i32), most: usize, tone: Tone) -> Block {
    Block { area, largest, least, most, bold: false, align: Align::Left, tone }
}

impl Block {
    const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    const fn middle(self) -> Self {
        Self { align: Align::Middle, ..self }
    }
}

impl Poster<'_> {
    fn brand_name(&self) -> &str {
        self.t.lang.pick(&self.brand.name)
    }

    /// What the brand says of itself.
    fn headline(&self) -> &str {
        let line = self.t.lang.pick(&self.brand.line);
        if line.is_empty() { self.brand_name() } else { line }
    }

    /// The member's picture, or initials.
    fn face(&self, sheet: &mut Sheet<'_>, disc: Area) {
        if self.has_picture {
            return sheet.put(Command::Picture(disc));
        }
        sheet.put(Command::Disc(disc, Tone::Accent));
        let (size, row) = (disc.width * 2 / 5, disc.width * 14 / 25);
        let area = Area { y: disc.y + (disc.height - row) / 2, height: row, ..disc };
        let initials = self.initials(sheet.measure);
        sheet.text(&initials, &block(area, (size, size / 2), 1, Tone::OnAccent).bold().middle());
    }

    /// Who invites, and that they do; without a name that one is invited.
    fn inviting(&self, sheet: &mut Sheet<'_>, name: &Block, below: &Block) {
        let p = self.t.posters();
        let has_name = !super::words::plain(self.name).is_empty();
        if has_name {
            sheet.text(self.name, name);
            sheet.text(p.invites, below);
        } else {
            sheet.text(p.invited, name);
        }
    }
}

pub fn scene(poster: &Poster<'_>, sheet: &mut Sheet<'_>) -> Option<()> {
    sheet.put(Command::Fill(WHOLE, Tone::Ground));
    sheet.put(Command::Art(if poster.dark { HERO_DARK } else { HERO }, Area::new(0, 0, WIDTH, 608)));
    let (brand, headline) = (Area::new(72, 652, 936, 64), Area::new(72, 722, 936, 236));
    sheet.text(poster.brand_name(), &block(brand, (44, 28), 1, Tone::Accent).bold());
    sheet.text(poster.headline(), &block(headline, (84, 44), 2, Tone::Ink).bold());
    poster.face(sheet, Area::new(72, 996, 120, 120));
    let name = block(Area::new(216, 996, 388, 64), (44, 26), 1, Tone::Ink).bold();
    poster.inviting(sheet, &name, &block(Area::new(216, 1062, 388, 46), (30, 22), 1, Tone::Quiet));
    let hint = Area::new(72, 1180, 524, 180);
    sheet.text(poster.t.posters().scan, &block(hint, (36, 26), 3, Tone::Quiet));
    sheet.code(poster.link, Area::new(628, 988, 380, 380))
}

pub fn portrait(poster: &Poster<'_>, sheet: &mut Sheet<'_>) -> Option<()> {
    let band = Area::new(0, 0, WIDTH, 400);
    sheet.put(Command::Fill(WHOLE, Tone::Ground));
    sheet.put(Command::Fill(band, Tone::Surface));
    sheet.put(Command::Tiles(PATTERN, band));
    let middle = |y, height| Area::new(72, y, 936, height);
    sheet.text(poster.brand_name(), &block(middle(84, 64), (44, 28), 1, Tone::Accent).bold().middle());
    sheet.put(Command::Disc(Area::new(382, 192, 316, 316), Tone::Ground));
    poster.face(sheet, Area::new(390, 200, 300, 300));
    let name = block(middle(532, 90), (60, 32), 1, Tone::Ink).bold().middle();
    poster.inviting(sheet, &name, &block(middle(624, 52), (36, 26), 1, Tone::Quiet).middle());
    sheet.text(poster.headline(), &block(middle(704, 162), (56, 36), 2, Tone::Ink).bold().middle());
    sheet.text(poster.t.posters().scan, &block(middle(1336, 56), (32, 20), 1, Tone::Quiet).middle());
    sheet.code(poster.link, Area::new(330, 896, 420, 420))
}

pub fn letter(poster: &Poster<'_>, sheet: &mut Sheet<'_>) -> Option<()> {
    sheet.put(Command::Fill(WHOLE, Tone::Accent));
    sheet.put(Command::Fill(Area::new(48, 48, 984, 1344), Tone::Surface));
    let (brand, headline) = (Area::new(112, 96, 856, 68), Area::new(112, 172, 856, 226));
    sheet.text(poster.brand_name(), &block(brand, (44, 28), 1, Tone::Accent).bold());
    sheet.text(poster.headline(), &block(headline, (80, 44), 2, Tone::Ink).bold());
    sheet.put(Command::Art(JOINED, Area::new(180, 416, 720, 540)));
    poster.face(sheet, Area::new(112, 1012, 112, 112));
    let name = block(Area::new(248, 1010, 356, 62), (42, 24), 1, Tone::Ink).bold();
    poster.inviting(sheet, &name, &block(Area::new(248, 1074, 356, 44), (30, 20), 1, Tone::Quiet));
    let hint = Area::new(112, 1176, 480, 160);
    sheet.text(poster.t.posters().scan, &block(hint, (34, 24), 3, Tone::Quiet));
    sheet.code(poster.link, Area::new(628, 1002, 340, 340))
}
