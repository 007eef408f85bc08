//! A sheet that a poster is painted on: measures letters, carries out what `shuke_face::poster` commands, and gives a PNG. Owns no place of
//! anything on it.

use crate::device::js::{call, get, object, promised, set};
use js_sys::{Array, Function, JsString, Promise, Reflect, Uint8ClampedArray};
use leptos::prelude::*;
use shuke_face::poster::{Align, Area, Art, Command, Font, HEIGHT, Line, Measure, PICTURE, Palette, Tone, WIDTH};
use wasm_bindgen::{JsCast, JsValue};

/// Those of the pages without the system's own, which is another one in each engine.
const FAMILY: &str = "\"PingFang SC\", \"Noto Sans CJK SC\", \"Noto Sans SC\", \"Microsoft YaHei\", sans-serif";

/// Anything of it may be refused by a browser.
type Done<T = ()> = Result<T, JsValue>;

pub struct Easel {
    canvas: JsValue,
    context: JsValue,
}

/// A picture as a file, and as an address that holds all of it.
pub struct Png {
    pub file: JsValue,
    pub address: String,
}

impl Measure for Easel {
    fn width(&self, text: &str, font: Font) -> f64 {
        self.set_font(font);
        let measured = call(&self.context, "measureText", &[text.into()]);
        measured.ok().and_then(|measured| get(&measured, "width").as_f64()).unwrap_or_default()
    }

    /// As the browser's own rules have it; each character where it has none.
    fn letters(&self, text: &str) -> Vec<String> {
        let segmented = || -> Done<Vec<String>> {
            let class: Function = get(&get(&window(), "Intl"), "Segmenter").dyn_into()?;
            let segmenter = Reflect::construct(&class, &Array::new())?;
            let segments = Array::from(&call(&segmenter, "segment", &[text.into()])?);
            Ok(segments.iter().filter_map(|one| get(&one, "segment").as_string()).collect())
        };
        segmented().unwrap_or_else(|_| text.chars().map(String::from).collect())
    }
}

impl Easel {
    pub fn new() -> Done<Self> {
        let (canvas, context) = sheet(WIDTH, HEIGHT, false)?;
        Ok(Self { canvas, context })
    }

    /// Paints; what is to be seen of it is fetched on the way.
    pub async fn paint(&self, commands: &[Command], palette: &Palette, picture: Option<&JsValue>) -> Done {
        for command in commands {
            match command {
                Command::Fill(area, tone) => {
                    self.dip(palette, *tone);
                    call(&self.context, "fillRect", &numbers(*area))?;
                }
                Command::Disc(area, tone) => {
                    self.dip(palette, *tone);
                    self.within(*area, true, || call(&self.context, "fillRect", &numbers(*area)).map(drop))?;
                }
                Command::Art(art, area) => self.put(&fetched(*art).await?, *area)?,
                Command::Tiles(art, area) => {
                    let tile = fetched(*art).await?;
                    self.within(*area, false, || self.tile(&tile, *art, *area))?;
                }
                Command::Picture(area) => {
                    if let Some(picture) = picture {
                        self.within(*area, true, || self.put(picture, *area))?;
                    }
                }
                Command::Line(line) => self.write(line, palette)?,
            }
        }
        Ok(())
    }

    fn dip(&self, palette: &Palette, tone: Tone) {
        set(&self.context, "fillStyle", &palette.colour(tone).into());
    }

    fn set_font(&self, font: Font) {
        let weight = if font.bold { 600 } else { 400 };
        set(&self.context, "font", &format!("{weight} {}px {}", font.size, FAMILY).into());
    }

    /// Nothing that is painted meanwhile is seen outside of an area, or of the circle in it.
    fn within(&self, area: Area, is_round: bool, paint: impl FnOnce() -> Done) -> Done {
        call(&self.context, "save", &[])?;
        call(&self.context, "beginPath", &[])?;
        if is_round {
            let radius = f64::from(area.width) / 2.0;
            let (x, y) = (f64::from(area.x) + radius, f64::from(area.y) + radius);
            let circle = [x, y, radius, 0.0, core::f64::consts::TAU].map(JsValue::from);
            call(&self.context, "arc", &circle)?;
        } else {
            call(&self.context, "rect", &numbers(area))?;
        }
        call(&self.context, "clip", &[])?;
        let painted = paint();
        call(&self.context, "restore", &[])?;
        painted
    }

    fn put(&self, picture: &JsValue, area: Area) -> Done {
        let [x, y, width, height] = numbers(area);
        call(&self.context, "drawImage", &[picture.clone(), x, y, width, height]).map(drop)
    }

    fn tile(&self, tile: &JsValue, art: Art, area: Area) -> Done {
        for y in (0..area.height).step_by(art.height.unsigned_abs() as usize) {
            for x in (0..area.width).step_by(art.width.unsigned_abs() as usize) {
                self.put(tile, Area::new(area.x + x, area.y + y, art.width, art.height))?;
            }
        }
        Ok(())
    }

    fn write(&self, line: &Line, palette: &Palette) -> Done {
        self.set_font(line.font);
        self.dip(palette, line.tone);
        let (align, x) = match line.align {
            Align::Left => ("left", line.area.x),
            Align::Middle => ("center", line.area.x + line.area.width / 2),
        };
        self.within(line.area, false, || {
            set(&self.context, "textAlign", &align.into());
            set(&self.context, "direction", &"ltr".into());
            call(&self.context, "fillText", &[line.text.as_str().into(), x.into(), line.base.into()]).map(drop)
        })
    }

    pub async fn png(&self) -> Done<Png> {
        let file = promised(event(|done| call(&self.canvas, "toBlob", &[done.into()]).map(drop))).await?;
        let reader = made("FileReader", &[])?;
        let read = event(|done| {
            set(&reader, "onloadend", &done.into());
            call(&reader, "readAsDataURL", std::slice::from_ref(&file)).map(drop)
        });
        promised(read).await?;
        let address = get(&reader, "result").as_string().ok_or_else(JsValue::default)?;
        Ok(Png { file, address })
    }
}

/// A canvas of that size and its brush.
fn sheet(width: i32, height: i32, has_alpha: bool) -> Done<(JsValue, JsValue)> {
    let canvas: JsValue = document().create_element("canvas")?.into();
    set(&canvas, "width", &width.into());
    set(&canvas, "height", &height.into());
    let context = call(&canvas, "getContext", &["2d".into(), object(&[("alpha", has_alpha.into())])])?;
    if context.is_object() { Ok((canvas, context)) } else { Err(context) }
}

fn numbers(area: Area) -> [JsValue; 4] {
    [area.x, area.y, area.width, area.height].map(JsValue::from)
}

/// What a browser makes by that name.
fn made(class: &str, arguments: &[JsValue]) -> Done<JsValue> {
    let class: Function = get(&window(), class).dyn_into()?;
    Reflect::construct(&class, &arguments.iter().collect())
}

/// A promise of what is told to a function that `begin` is given.
fn event(mut begin: impl FnMut(Function) -> Done) -> JsValue {
    Promise::new(&mut |done, failed| {
        if let Err(why) = begin(done) {
            let _ = failed.call1(&JsValue::UNDEFINED, &why);
        }
    })
    .into()
}

/// A drawing of the brand's kit. It says no size of itself, which engines take for different ones: it is told its own.
async fn fetched(art: Art) -> Done<JsValue> {
    let response = promised(call(&window(), "fetch", &[format!("/art/{}.svg", art.name).into()])?).await?;
    if !get(&response, "ok").is_truthy() {
        return Err(response);
    }
    let text: JsString = promised(call(&response, "text", &[])?).await?.dyn_into()?;
    let sized = format!("width=\"{}\" height=\"{}\" viewBox", art.width, art.height);
    let text = String::from(text.replace("viewBox", &sized));
    let picture = made("Image", &[])?;
    let address = format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&text)));
    set(&picture, "src", &address.into());
    promised(call(&picture, "decode", &[])?).await?;
    Ok(picture)
}

/// A picture as a file of that name.
pub fn file(png: &JsValue, name: &str) -> Done<JsValue> {
    made("File", &[Array::of1(png).into(), name.into(), object(&[("type", "image/png".into())])])
}

/// Waits until a picture can be shown at once.
pub async fn loaded(address: &str) -> bool {
    let loaded = || -> Done<JsValue> {
        let picture = made("Image", &[])?;
        set(&picture, "src", &address.into());
        call(&picture, "decode", &[])
    };
    match loaded() {
        Ok(decoding) => promised(decoding).await.is_ok(),
        Err(_) => false,
    }
}

/// The middle of a picture that somebody chose, as a square of [`PICTURE`] points. Of its colours the last three bits go: nobody sees it, and
/// the poster stays light whatever the picture is.
pub async fn cropped(file: JsValue) -> Done<JsValue> {
    let whole = promised(call(&window(), "createImageBitmap", &[file])?).await?;
    let side = |name| get(&whole, name).as_f64().unwrap_or_default();
    let (width, height) = (side("width"), side("height"));
    let square = width.min(height);
    let (canvas, context) = sheet(PICTURE, PICTURE, true)?;
    set(&context, "imageSmoothingQuality", &"high".into());
    let to = f64::from(PICTURE);
    let from = [(width - square) / 2.0, (height - square) / 2.0, square, square, 0.0, 0.0, to, to];
    let arguments: Vec<JsValue> = std::iter::once(whole).chain(from.map(JsValue::from)).collect();
    call(&context, "drawImage", &arguments)?;
    let all = [0, 0, PICTURE, PICTURE].map(JsValue::from);
    let points = call(&context, "getImageData", &all)?;
    let colours: Uint8ClampedArray = get(&points, "data").dyn_into()?;
    let coarse: Vec<u8> = colours.to_vec().into_iter().map(|byte| byte & 0xf8 | byte >> 5).collect();
    colours.copy_from(&coarse);
    call(&context, "putImageData", &[points, 0.into(), 0.into()])?;
    Ok(canvas)
}
