//! How long a request's texts may be and of which characters, as the OpenAPI document says it of each field: what is otherwise is
//! refused here, all of it at once, before any feature sees it.

use crate::Error;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::bounds::Set;

/// Fields that are named at most.
const NAMED: usize = 20;

/// What is known of a request's texts.
#[derive(Clone, Debug, Default)]
pub struct Texts(Shape);

/// Where texts stand in a value.
#[derive(Clone, Debug, Default)]
enum Shape {
    /// No text, or one of a few that are named.
    #[default]
    Other,
    Text(Bounds),
    Fields(Vec<(String, Shape)>),
    /// A list, or a table by any keys.
    Each(Box<Shape>),
    /// One of them, or all of them together.
    Any(Vec<Shape>),
}

/// What one text may be.
#[derive(Clone, Debug)]
struct Bounds {
    least: usize,
    most: usize,
    set: Set,
}

impl Texts {
    /// Of the requests of this type.
    pub fn of<T: JsonSchema>() -> Self {
        let schema = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        Self(Shape::of(&schema.into_generator().into_root_schema_for::<T>().to_value()))
    }

    /// The same as [`Self::check`] for what travels in the query string.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidFields`]
    pub fn check_query(&self, query: Option<&str>) -> Result<(), Error> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
        self.check(&Value::Object(pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect()))
    }

    /// Refuses a body with a text that is too long, too short or of other characters.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidFields`]
    pub fn check(&self, body: &Value) -> Result<(), Error> {
        let mut wrong = Vec::new();
        self.0.judge(body, String::new(), &mut wrong);
        if wrong.is_empty() {
            return Ok(());
        }
        let problem = Problem::new(ErrorCode::InvalidFields, "Fields are wrong.");
        Err(wrong.into_iter().take(NAMED).fold(problem, |problem, (path, what)| problem.field(path, what)).into())
    }
}

impl Shape {
    fn of(schema: &Value) -> Self {
        let Some(schema) = schema.as_object() else { return Self::Other };
        let mut parts: Vec<Self> = ["anyOf", "oneOf", "allOf"]
            .into_iter()
            .filter_map(|choice| schema.get(choice)?.as_array())
            .flat_map(|choices| choices.iter().map(Self::of))
            .collect();
        parts.extend(Self::own(schema));
        parts.retain(|part| !matches!(part, Self::Other));
        match parts.len() {
            0 => Self::Other,
            1 => parts.remove(0),
            _ => Self::Any(parts),
        }
    }

    /// Without what it is one of.
    fn own(schema: &Map<String, Value>) -> Option<Self> {
        if let Some(bounds) = Bounds::of(schema) {
            return Some(Self::Text(bounds));
        }
        if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
            let known = fields.iter().map(|(name, field)| (name.clone(), Self::of(field)));
            return Some(Self::Fields(known.filter(|(_, shape)| !matches!(shape, Self::Other)).collect()))
                .filter(|shape| !matches!(shape, Self::Fields(fields) if fields.is_empty()));
        }
        let table = schema.get("patternProperties").and_then(Value::as_object).and_then(|all| all.values().next());
        let each = table.or_else(|| schema.get("items")).or_else(|| schema.get("additionalProperties"))?;
        match Self::of(each) {
            Self::Other => None,
            shape => Some(Self::Each(Box::new(shape))),
        }
    }

    fn judge(&self, value: &Value, path: String, wrong: &mut Vec<(String, String)>) {
        match (self, value) {
            (Self::Text(bounds), Value::String(text)) if !bounds.hold(text) => wrong.push((path, bounds.told())),
            (Self::Fields(fields), Value::Object(values)) => {
                for (name, shape) in fields {
                    if let Some(value) = values.get(name) {
                        shape.judge(value, joined(&path, name), wrong);
                    }
                }
            }
            (Self::Each(shape), Value::Array(values)) => {
                values.iter().enumerate().for_each(|(at, value)| shape.judge(value, format!("{path}[{at}]"), wrong));
            }
            (Self::Each(shape), Value::Object(values)) => {
                values.iter().for_each(|(name, value)| shape.judge(value, joined(&path, name), wrong));
            }
            (Self::Any(shapes), _) => shapes.iter().for_each(|shape| shape.judge(value, path.clone(), wrong)),
            _ => {}
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

impl Bounds {
    fn of(schema: &Map<String, Value>) -> Option<Self> {
        let set = Set::of(schema.get("pattern")?.as_str()?)?;
        let number =
            |name: &str| schema.get(name).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
        Some(Self { least: number("minLength").unwrap_or(0), most: number("maxLength")?, set })
    }

    fn hold(&self, text: &str) -> bool {
        // A text has no more characters than bytes: most need not be counted.
        let long = text.len() > self.most && text.chars().count() > self.most;
        let short = self.least > 0 && text.chars().count() < self.least;
        !long && !short && text.chars().all(|c| self.set.has(c))
    }

    fn told(&self) -> String {
        format!("must have {} to {} characters: {}", self.least, self.most, self.set.told())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::ledger::LedgerRequest;
    use shuke_contract::preview::PreviewRequest;
    use shuke_contract::staff::ActRequest;
    use shuke_contract::till::{QuoteRequest, SaleRequest};

    fn wrong<T: JsonSchema>(json: &str) -> Vec<String> {
        let refused = Texts::of::<T>().check(&serde_json::from_str(json).unwrap());
        refused
            .err()
            .map(|error| error.problem().fields.into_iter().map(|wrong| wrong.field).collect())
            .unwrap_or_default()
    }

    #[test]
    fn every_text_is_bounded_wherever_it_stands_and_all_that_is_wrong_is_named() {
        let long = "x".repeat(65);
        let sale = format!(
            r#"{{"number":"{long}","member":"1","quote":null,"lines":[{{"item":"a","name":"b"}},{{"item":"{long}","name":"","discounts":[{{"name":"a\tb"}}]}}]}}"#
        );
        assert_eq!(
            wrong::<SaleRequest>(&sale),
            ["lines[1].discounts[0].name", "lines[1].item", "lines[1].name", "number"]
        );
        assert_eq!(
            wrong::<QuoteRequest>(&format!(r#"{{"coupons":{{"these":["7","{long}"]}},"number":"1"}}"#)),
            ["coupons.these[1]"]
        );
        assert_eq!(
            wrong::<ActRequest>(&format!(r#"{{"parcel":{{"carrier":"{}","number":"1"}}}}"#, "丰".repeat(161))),
            ["parcel.carrier"]
        );
        assert!(wrong::<ActRequest>(&format!(r#"{{"answer":"{}\n"}}"#, "好".repeat(500))).is_empty());
    }

    #[test]
    fn what_travels_in_the_address_is_bounded_as_well() {
        let query = |query: &str| Texts::of::<LedgerRequest>().check_query(Some(query)).is_ok();
        assert!(
            query("after=17") && query("") && !query("after=a%20b") && !query(&format!("after={}", "1".repeat(65)))
        );
        assert!(Texts::of::<PreviewRequest>().check_query(Some(&format!("store={}", "s".repeat(65)))).is_err());
    }
}
