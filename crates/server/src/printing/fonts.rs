//! The fonts of a sheet: which of those that are there are taken, and which of them has a character.

mod font;

pub use font::Font;

/// Characters of the words on every sheet: a font without them is none for Chinese.
const CHINESE: &str = "扫码入会员谢，";
/// Families in the order in which they are taken, by how their names begin; those of other regions draw some characters differently.
const FAMILIES: [&str; 9] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "WenQuanYi",
    "Noto Sans CJK",
];
const REGULAR: u16 = 400;
const BOLD: u16 = 700;
/// What is lighter is no bold.
const LEAST_BOLD: u16 = 600;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// The fonts of a sheet, and for each weight the order in which they are asked for a character.
#[derive(Clone, Debug)]
pub struct Fonts {
    all: Vec<Font>,
    regular: Vec<usize>,
    bold: Vec<usize>,
}

/// Why there are no fonts to print with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFonts {
    /// None that was found has Chinese.
    NoneFound,
    /// None that was named has Chinese; their names.
    NotChinese(Vec<String>),
    /// Its maker allows nobody to put it into a document.
    Restricted(String),
}

impl Fonts {
    /// Of what a machine has: one family with Chinese, regular and bold.
    pub fn found(fonts: Vec<Font>) -> Result<Self, NoFonts> {
        let fit: Vec<Font> = fonts.into_iter().filter(|font| font.may_be_embedded() && font.has_all(CHINESE)).collect();
        let regular = fit.iter().min_by_key(|font| (rank(font), font.is_italic, font.weight.abs_diff(REGULAR)));
        let family = regular.ok_or(NoFonts::NoneFound)?.family.clone();
        Ok(Self::ordered(fit.into_iter().filter(|font| font.family == family && !font.is_italic).collect()))
    }

    /// Those that were named, of each file one; what one has not the next may have.
    pub fn named(files: Vec<Vec<Font>>) -> Result<Self, NoFonts> {
        let best = |fonts: Vec<Font>| fonts.into_iter().min_by_key(|font| (!font.has_all(CHINESE), rank(font)));
        let fonts: Vec<Font> = files.into_iter().filter_map(best).collect();
        if let Some(font) = fonts.iter().find(|font| !font.may_be_embedded()) {
            return Err(NoFonts::Restricted(font.name.clone()));
        }
        if !fonts.iter().any(|font| font.has_all(CHINESE)) {
            return Err(NoFonts::NotChinese(fonts.into_iter().map(|font| font.name).collect()));
        }
        Ok(Self::ordered(fonts))
    }

    fn ordered(all: Vec<Font>) -> Self {
        let by = |weight: u16| {
            let mut order: Vec<usize> = (0..all.len()).collect();
            order.sort_by_key(|at| all.get(*at).map(|font| font.weight.abs_diff(weight)));
            order
        };
        let (regular, mut bold) = (by(REGULAR), by(BOLD));
        let heavy = |at: &usize| all.get(*at).is_some_and(|font| font.weight >= LEAST_BOLD);
        // Light type is no heading: what is not bold is as the other texts are.
        bold.retain(heavy);
        bold.extend(regular.iter().filter(|at| !heavy(at)));
        Self { all, regular, bold }
    }

    pub fn get(&self, at: usize) -> Option<&Font> {
        self.all.get(at)
    }

    pub fn names(&self) -> Vec<String> {
        self.all.iter().map(|font| font.name.clone()).collect()
    }

    /// Which font has a character, its number there, and how wide it is, in parts of its size.
    pub fn glyph(&self, character: char, weight: Weight) -> Option<(usize, u16, f32)> {
        let order = if weight == Weight::Bold { &self.bold } else { &self.regular };
        order.iter().find_map(|at| {
            let (id, advance) = self.get(*at)?.glyph(character)?;
            Some((*at, id, advance))
        })
    }
}

/// The lower, the better.
fn rank(font: &Font) -> (usize, bool) {
    let known = FAMILIES.iter().position(|family| font.family.starts_with(family));
    let is_odd = ["Mono", "Serif", "Light", "Thin", "Black"].iter().any(|odd| font.family.contains(odd));
    (known.unwrap_or(FAMILIES.len()), is_odd)
}
