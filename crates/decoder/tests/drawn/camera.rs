//! What a camera sees of a code: how it is held, lit and blurred. The same each time.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "points of a picture"
)]

use crate::symbols::Symbol;

/// Of a picture, in points: what the app shows its reader.
pub const SIDE: usize = 480;

/// Numbers that look random and are the same each time.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (self.next() >> 11) as f64 / (1_u64 << 53) as f64 * (most - least)
    }

    pub fn grey(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// How a code is held before the camera.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Of the code with its white, as a share of the picture.
    pub size: f64,
    /// How far below the middle, as a share of the picture.
    pub aside: f64,
    /// In degrees.
    pub turned: f64,
    /// How far each corner is off, as a share of the size.
    pub askew: f64,
    /// How far a point may be off, of 256.
    pub noise: f64,
    /// How much darker the right edge is.
    pub shade: f64,
    /// How much of the light there is.
    pub light: f64,
    /// Points on either side that run into each.
    pub blur: usize,
    pub is_inverted: bool,
}

/// As a careful hand holds it.
pub const STEADY: Held = Held {
    size: 0.9,
    aside: 0.0,
    turned: 0.0,
    askew: 0.0,
    noise: 3.0,
    shade: 0.1,
    light: 1.0,
    blur: 0,
    is_inverted: false,
};

#[expect(clippy::many_single_char_names, reason = "a matrix")]
/// The grid that leads from the picture to a square of side 1, whose corners lie at `corners` of the picture.
fn inverse(corners: [(f64, f64); 4]) -> [f64; 9] {
    let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = corners;
    let (dx1, dx2, dx3) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
    let (dy1, dy2, dy3) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
    let whole = dx1 * dy2 - dx2 * dy1;
    let (g, h) = ((dx3 * dy2 - dx2 * dy3) / whole, (dx1 * dy3 - dx3 * dy1) / whole);
    let (a, b, d, e) = (x1 - x0 + g * x1, x3 - x0 + h * x3, y1 - y0 + g * y1, y3 - y0 + h * y3);
    let (c, f) = (x0, y0);
    [
        e - f * h,
        c * h - b,
        b * f - c * e,
        f * g - d,
        a - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d,
    ]
}

/// Brightnesses, row by row.
pub fn picture(chance: &mut Chance, symbol: &Symbol, held: Held) -> Vec<u8> {
    let sharp = drawn(chance, symbol, held);
    let blurred = blurred(&sharp, held.blur);
    let lit = blurred.iter().enumerate().map(|(at, light)| {
        let shade = 1.0 - held.shade * (at % SIDE) as f64 / SIDE as f64;
        (light * shade * held.light + chance.between(-held.noise, held.noise) * held.light).clamp(0.0, 255.0) as u8
    });
    lit.collect()
}

/// Each point is the middle of four places in it.
fn drawn(chance: &mut Chance, symbol: &Symbol, held: Held) -> Vec<f64> {
    let (middle, (sine, cosine)) = (SIDE as f64 / 2.0, held.turned.to_radians().sin_cos());
    let width = held.size * SIDE as f64;
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(x, y)| {
        let off = width * held.askew;
        let (x, y) = (x * width, y * width * symbol.height);
        (
            middle + cosine * x - sine * y + chance.between(-off, off),
            middle + held.aside * SIDE as f64 + sine * x + cosine * y + chance.between(-off, off),
        )
    });
    let grid = inverse(corners);
    let place = |at: usize, half: f64| at as f64 + 0.25 + half;
    let point = |at: usize| {
        let (x, y) = (at % SIDE, at / SIDE);
        let four = [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)];
        four.iter()
            .map(|(right, down)| light(symbol, &grid, place(x, *right), place(y, *down), held.is_inverted))
            .sum::<f64>()
            / 4.0
    };
    (0..SIDE * SIDE).map(point).collect()
}

fn light(symbol: &Symbol, grid: &[f64; 9], x: f64, y: f64, is_inverted: bool) -> f64 {
    let depth = grid[6] * x + grid[7] * y + grid[8];
    let u = (grid[0] * x + grid[1] * y + grid[2]) / depth;
    let v = (grid[3] * x + grid[4] * y + grid[5]) / depth;
    if !(0.0..1.0).contains(&u) || !(0.0..1.0).contains(&v) {
        // Around it the counter, neither black nor white.
        return 90.0 + 40.0 * (x / 17.0).sin() * (y / 23.0).cos();
    }
    let module =
        |share: f64, count: usize| ((share * (count + 2 * symbol.quiet) as f64) as usize).checked_sub(symbol.quiet);
    let columns = symbol.rows.first().map_or(0, Vec::len);
    let row = if symbol.rows.len() == 1 { (0.1..0.9).contains(&v).then_some(0) } else { module(v, symbol.rows.len()) };
    let is_dark = row
        .zip(module(u, columns))
        .is_some_and(|(row, column)| symbol.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(false));
    if is_dark == is_inverted { 215.0 } else { 40.0 }
}

/// The middle of so many points on either side, along and across.
fn blurred(points: &[f64], blur: usize) -> Vec<f64> {
    let along = |points: &[f64]| -> Vec<f64> {
        let middle = |at: usize| {
            let around = at.saturating_sub(blur)..(at + blur + 1).min(points.len());
            points[around.clone()].iter().sum::<f64>() / around.len() as f64
        };
        (0..points.len()).map(middle).collect()
    };
    let across =
        |points: &[f64]| -> Vec<f64> { (0..points.len()).map(|at| points[at % SIDE * SIDE + at / SIDE]).collect() };
    across(&along(&across(&along(points))))
}

/// Something lies on it.
pub fn blot(chance: &mut Chance, points: &mut [u8]) {
    let side = SIDE as u64;
    let (left, top, size) = (chance.next() % (side - 60), chance.next() % (side - 60), chance.next() % 60);
    let grey = chance.grey();
    for at in (top..top + size).flat_map(|y| (left..left + size).map(move |x| y * side + x)) {
        points[at as usize] = grey;
    }
}

/// As a canvas gives it.
pub fn colours(points: &[u8]) -> Vec<u8> {
    points.iter().flat_map(|point| [*point, *point, *point, 255]).collect()
}
