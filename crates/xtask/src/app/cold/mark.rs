//! A module that says which of its functions run, for the profile.

use super::{first::Lost, whole::Whole};
use anyhow::Result;
use wasm_encoder::{
    CodeSection, EntityType, ImportSection, Instruction, Module, TypeSection, ValType,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{CodeSectionReader, ImportSectionReader, TypeSectionReader};

struct Marks<'a> {
    whole: &'a Whole<'a>,
    from_script: &'a str,
    name: &'a str,
}

/// Every function begins by telling its number among those that the module brings to what the script calls `name`.
pub fn marked(whole: &Whole<'_>, from_script: &str, name: &str) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let mut marks = Marks { whole, from_script, name };
    marks.parse_core_module(&mut module, wasmparser::Parser::new(0), whole.bytes)?;
    Ok(module.finish())
}

impl Reencode for Marks<'_> {
    type Error = Lost;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Lost>> {
        Ok(index + u32::from(index >= self.whole.imported))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Lost>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([ValType::I32], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Lost>> {
        utils::parse_import_section(self, imports, section)?;
        imports.import(self.from_script, self.name, EntityType::Function(self.whole.types()));
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Lost>> {
        for (number, body) in (0..).zip(section) {
            let body = body?;
            let mut function = self.new_function_with_parsed_locals(&body)?;
            function.instruction(&Instruction::I32Const(number));
            function.instruction(&Instruction::Call(self.whole.imported));
            let mut reader = body.get_operators_reader()?;
            while !reader.eof() {
                function.instruction(&self.parse_instruction(&mut reader)?);
            }
            code.function(&function);
        }
        Ok(())
    }
}
