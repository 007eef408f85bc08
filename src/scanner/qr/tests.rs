use super::read;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

const SIDE: usize = 320;

/// Numbers that look random and are the same each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    #[expect(clippy::cast_precision_loss, reason = "any number in between will do")]
    fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (self.next() >> 11) as f64 / (1_u64 << 53) as f64 * (most - least)
    }

    fn grey(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.grey() % 10)).collect()
    }
}

/// As `ui::qr` draws it.
fn symbol(digits: &str) -> QrCode {
    let segment = QrSegment::make_numeric(digits);
    let (least, most) = (Version::new(1), Version::new(4));
    QrCode::encode_segments_advanced(&[segment], QrCodeEcc::Quartile, least, most, None, false).unwrap()
}

/// How a symbol is held before the camera.
struct Held {
    /// Of the symbol with its white, in points.
    size: f64,
    /// In radians.
    turned: f64,
    /// How far each corner is off, as a share of the size.
    askew: f64,
    noise: f64,
    /// How much darker the right edge is.
    shade: f64,
}

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

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "points of a picture"
)]
fn picture(chance: &mut Chance, digits: &str, held: &Held) -> Vec<u8> {
    let code = symbol(digits);
    let (middle, (sine, cosine)) = (SIDE as f64 / 2.0, held.turned.sin_cos());
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(x, y)| {
        let off = held.size * held.askew;
        let (x, y) = (x * held.size, y * held.size);
        (
            middle + cosine * x - sine * y + chance.between(-off, off),
            middle + sine * x + cosine * y + chance.between(-off, off),
        )
    });
    let grid = inverse(corners);
    let modules = f64::from(code.size()) + 8.0;
    let light = |x: f64, y: f64| {
        let depth = grid[6] * x + grid[7] * y + grid[8];
        let u = (grid[0] * x + grid[1] * y + grid[2]) / depth;
        let v = (grid[3] * x + grid[4] * y + grid[5]) / depth;
        let is_paper = (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v);
        let is_dark = is_paper && code.get_module((u * modules) as i32 - 4, (v * modules) as i32 - 4);
        // Around it the counter, neither black nor white.
        if is_dark {
            40.0
        } else if is_paper {
            215.0
        } else {
            90.0 + 40.0 * (x / 17.0).sin() * (y / 23.0).cos()
        }
    };
    let mut points = Vec::with_capacity(SIDE * SIDE);
    for y in 0..SIDE {
        for x in 0..SIDE {
            // Two looks into each point: edges are neither black nor white.
            let (x, y) = (x as f64, y as f64);
            let bright = f64::midpoint(light(x + 0.25, y + 0.25), light(x + 0.75, y + 0.75));
            let shaded = bright * (1.0 - held.shade * x / SIDE as f64);
            points.push((shaded + chance.between(-held.noise, held.noise)).clamp(0.0, 255.0) as u8);
        }
    }
    points
}

/// How many of 20 member codes are read, held like that but each turned another way. None may be read as another.
fn read_of_20(askew: f64, noise: f64, shade: f64, size: f64) -> usize {
    let chance = &mut Chance(88_172_645_463_325_252);
    let tries = (0..20).filter(|_| {
        let digits = chance.digits(20);
        let held = Held { size, turned: chance.between(-3.1, 3.1), askew, noise, shade };
        let text = read(&picture(chance, &digits, &held), SIDE);
        assert!(text.as_ref().is_none_or(|text| *text == digits), "{digits} was read as {text:?}");
        text.is_some()
    });
    tries.count()
}

#[test]
fn a_code_held_straight_is_read() {
    let chance = &mut Chance(1);
    for digits in ["88690123456780123456", "812345678901"] {
        let held = Held { size: 240.0, turned: 0.0, askew: 0.0, noise: 0.0, shade: 0.0 };
        assert_eq!(read(&picture(chance, digits, &held), SIDE).as_deref(), Some(digits));
    }
}

#[test]
fn a_code_is_read_however_it_is_turned() {
    let read = read_of_20(0.0, 2.0, 0.0, 240.0);
    assert!(read >= 19, "{read}");
}

#[test]
fn a_code_is_read_askew_noisy_and_half_in_the_shade() {
    assert!(read_of_20(0.06, 20.0, 0.3, 240.0) >= 18);
    assert!(read_of_20(0.12, 30.0, 0.4, 240.0) >= 17);
}

#[test]
fn nothing_is_read_where_nothing_is_and_nothing_breaks() {
    let chance = &mut Chance(7);
    for coarse in 1..=9 {
        let grains: Vec<u8> = (0..SIDE * SIDE).map(|_| chance.grey()).collect();
        let at = |point: usize| (point / SIDE / coarse) * SIDE + point % SIDE / coarse;
        let noise: Vec<u8> = (0..SIDE * SIDE).map(|point| grains[at(point)]).collect();
        assert_eq!(read(&noise, SIDE), None);
    }
    assert_eq!(read(&[], 0), None);
    assert_eq!(read(&[0; 99], 10), None);
}

#[test]
fn a_damaged_code_is_read_right_or_not_at_all() {
    let chance = &mut Chance(99);
    for _ in 0..30 {
        let digits = chance.digits(20);
        let held = Held { size: 230.0, turned: chance.between(-3.1, 3.1), askew: 0.05, noise: 10.0, shade: 0.1 };
        let mut points = picture(chance, &digits, &held);
        for _ in 0..4 {
            let (left, top, size) = (chance.next() % 280, chance.next() % 280, chance.next() % 40);
            let grey = chance.grey();
            for at in (top..top + size).flat_map(|y| (left..left + size).map(move |x| y * SIDE as u64 + x)) {
                if let Some(point) = usize::try_from(at).ok().and_then(|at| points.get_mut(at)) {
                    *point = grey;
                }
            }
        }
        let text = read(&points, SIDE);
        assert!(text.as_ref().is_none_or(|text| *text == digits), "{digits} was read as {text:?}");
    }
}
