//! Sheets as others see them: Poppler and librsvg put them on paper, ZBar and our own decoder read what is there.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "points are counted, and lie in millimetres"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Points of a picture in a millimetre: 200 an inch.
const SCALE: f32 = 200.0 / 25.4;

/// A sheet, point by point: red, green and blue.
pub struct Picture {
    file: PathBuf,
    width: usize,
    points: Vec<[u8; 3]>,
}

/// Where a code lies, as `print --json` says it.
#[derive(serde::Deserialize)]
pub struct Place {
    pub sheet: usize,
    pub says: String,
    pub card: Area,
    pub bleed: f32,
    pub safe: Area,
    pub code: Area,
}

#[derive(Clone, Copy, Debug, serde::Deserialize)]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Area {
    pub fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, y: self.y + by, width: self.width - 2.0 * by, height: self.height - 2.0 * by }
    }

    pub fn holds(self, x: f32, y: f32) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// From one length to another in steps, the other left out.
pub fn steps(from: f32, to: f32, step: f32) -> impl Iterator<Item = f32> {
    (0_u16..).map(move |at| from + f32::from(at) * step).take_while(move |at| *at < to)
}

/// What a program prints; it has to be there and to do well.
#[track_caller]
pub fn told(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error} (`cargo xtask test` installs it)"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every page of a PDF.
pub fn pages(pdf: &Path) -> Vec<Picture> {
    let stem = pdf.with_extension("page");
    told("pdftoppm", &["-r", "200", "-png", pdf.to_str().unwrap(), stem.to_str().unwrap()]);
    let name = stem.file_name().unwrap().to_str().unwrap().to_owned();
    let is_page = |file: &PathBuf| {
        let own = file.file_name().unwrap().to_str().unwrap();
        own.starts_with(&name) && file.extension().is_some_and(|kind| kind == "png")
    };
    let all = std::fs::read_dir(pdf.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(is_page).collect();
    files.sort();
    files.into_iter().map(Picture::read).collect()
}

pub fn shown(svg: &Path) -> Picture {
    let file = svg.with_extension("svg.png");
    let (from, to) = (svg.to_str().unwrap(), file.to_str().unwrap());
    told("rsvg-convert", &["-d", "200", "-p", "200", "-b", "white", "-o", to, from]);
    Picture::read(file)
}

impl Picture {
    fn read(file: PathBuf) -> Self {
        let mut decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&file).unwrap()));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let points = bytes[..info.buffer_size()].chunks(info.color_type.samples()).map(|point| match point {
            [red, green, blue, ..] => [*red, *green, *blue],
            [grey, ..] => [*grey; 3],
            [] => unreachable!(),
        });
        Self { file, width: info.width as usize, points: points.collect() }
    }

    /// In millimetres.
    pub fn size(&self) -> [f32; 2] {
        [self.width as f32 / SCALE, (self.points.len() / self.width) as f32 / SCALE]
    }

    pub fn at(&self, x: f32, y: f32) -> [u8; 3] {
        self.points[(y * SCALE) as usize * self.width + (x * SCALE) as usize]
    }

    pub fn is_dark(&self, x: f32, y: f32) -> bool {
        self.at(x, y).iter().all(|channel| *channel < 128)
    }

    /// Every point that is not white, in millimetres.
    pub fn inked(&self) -> impl Iterator<Item = (f32, f32)> {
        let inked = self.points.iter().enumerate().filter(|(_, point)| point.iter().any(|channel| *channel < 250));
        inked.map(|(at, _)| ((at % self.width) as f32 / SCALE, (at / self.width) as f32 / SCALE))
    }

    /// What ZBar reads on each of these cards, when it has been cut out.
    pub fn read_by_zbar(&self, cards: impl Iterator<Item = Area>) -> Vec<String> {
        let cut_out = |(at, card): (usize, Area)| {
            let file = self.file.with_extension(format!("{at}.png"));
            let (points, width) = self.within(card);
            let height = points.len() / width;
            let to = std::io::BufWriter::new(std::fs::File::create(&file).unwrap());
            let mut encoder = png::Encoder::new(to, width as u32, height as u32);
            encoder.set_color(png::ColorType::Rgb);
            encoder.write_header().unwrap().write_image_data(&points.concat()).unwrap();
            file.to_str().unwrap().to_owned()
        };
        let files: Vec<String> = cards.enumerate().map(cut_out).collect();
        let asked = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"].into_iter();
        let said = told("zbarimg", &asked.chain(files.iter().map(String::as_str)).collect::<Vec<_>>());
        said.lines().map(str::to_owned).collect()
    }

    /// What our own decoder reads in an area.
    pub fn read_by_us(&self, area: Area) -> Option<String> {
        let (points, width) = self.within(area);
        let colours: Vec<u8> = points.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect();
        shuke_decoder::read(&colours, width, false).and_then(|bytes| String::from_utf8(bytes).ok())
    }

    /// The points of an area, and how many are in a row of it.
    fn within(&self, area: Area) -> (Vec<[u8; 3]>, usize) {
        let (left, top) = ((area.x * SCALE) as usize, (area.y * SCALE) as usize);
        let (width, height) = ((area.width * SCALE) as usize, (area.height * SCALE) as usize);
        let row = |y: usize| &self.points[(top + y) * self.width + left..][..width];
        ((0..height).flat_map(row).copied().collect(), width)
    }

    /// How many square millimetres are not alike; at edges no two programs agree on each point. A letter that one lacks is some.
    pub fn unlike(&self, other: &Self) -> usize {
        assert_eq!((self.width, self.points.len()), (other.width, other.points.len()));
        let (one, other) = (self.squares(), other.squares());
        one.iter().zip(&other).filter(|(one, other)| one.abs_diff(**other) > 64).count()
    }

    /// How light each square of so many points a side is.
    fn squares(&self) -> Vec<u32> {
        const SIDE: usize = 8;
        let (across, down) = (self.width / SIDE, self.points.len() / self.width / SIDE);
        let mut sums = vec![0; across * down];
        for (at, point) in self.points.iter().enumerate() {
            let (x, y) = (at % self.width / SIDE, at / self.width / SIDE);
            if x < across && y < down {
                sums[y * across + x] += point.iter().map(|channel| u32::from(*channel)).sum::<u32>();
            }
        }
        sums.iter().map(|sum| sum / (3 * SIDE * SIDE) as u32).collect()
    }
}
