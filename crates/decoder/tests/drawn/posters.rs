//! Posters as they are composed: their paper and their modules, without art and words, which stand elsewhere.

use shuke_face::Lang;
use shuke_face::poster::{Area, Command, Font, HEIGHT, Layout, Measure, Poster, Tone, WIDTH};
use shuke_face::words::texts;
use shuke_rules::policy::{Brand, Look, Text};

/// Every letter is a square.
struct Squares;

impl Measure for Squares {
    fn width(&self, text: &str, font: Font) -> f64 {
        self.letters(text).iter().map(|_| f64::from(font.size)).sum()
    }

    fn letters(&self, text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }
}

fn brand() -> Brand {
    let text = |text: &str| Text { zh: text.into(), en: text.into() };
    Brand {
        id: "xiaoman".into(),
        code: "690".into(),
        name: text("小满"),
        line: text("茶与燕麦，小得盈满"),
        time_zone: "Asia/Shanghai".into(),
        welcome: Vec::new(),
        look: Look::default(),
    }
}

/// Red, green, blue and alpha of every point; what is neither paper nor a module is grey.
fn painted(commands: &[Command]) -> Vec<u8> {
    let mut points = vec![119; usize::try_from(WIDTH * HEIGHT * 4).unwrap()];
    for command in commands {
        let Command::Fill(Area { x, y, width, height }, tone) = command else { continue };
        let shade = match tone {
            Tone::Paper => 255,
            Tone::Modules => 0,
            _ => 119,
        };
        for row in *y..y + height {
            let from = usize::try_from((row * WIDTH + x) * 4).unwrap();
            points[from..from + usize::try_from(width * 4).unwrap()].fill(shade);
        }
    }
    points
}

#[test]
fn the_code_of_every_poster_is_read_and_gives_the_link() {
    let brand = brand();
    for host in ["x.cn", "card.example.com", "members.a-brand-with-a-rather-long-name.example.com.cn"] {
        let link = format!("https://{host}/r/8M2KQ7TD");
        for (layout, dark) in Layout::ALL.into_iter().flat_map(|layout| [(layout, false), (layout, true)]) {
            let poster = Poster {
                brand: &brand,
                name: "晓雨",
                link: &link,
                has_picture: true,
                layout,
                dark,
                t: texts(Lang::Zh),
            };
            let picture = painted(&poster.commands(&Squares).unwrap());
            let read = shuke_decoder::read(&picture, usize::try_from(WIDTH).unwrap(), false);
            assert_eq!(read.as_deref(), Some(link.as_bytes()), "{layout:?} {dark} {host}");
        }
    }
}
