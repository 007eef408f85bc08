//! The first half: the module with stubs in the place of what comes later.

use super::{BRING, Cut, later::Asked, whole::Whole};
use anyhow::Result;
use wasm_encoder::{
    CodeSection, EntityType, ExportSection, Function, FunctionSection, ImportSection, Instruction, Module, TableType,
    TypeSection, ValType,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{CodeSectionReader, CustomSectionReader, ExportSectionReader, FunctionSectionReader};
use wasmparser::{ImportSectionReader, TypeSectionReader};

/// Something names a function that is not in this half.
#[derive(Debug)]
pub struct Lost(pub u32);

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "function {} is in the other half", self.0)
    }
}

impl std::error::Error for Lost {}

struct First<'a> {
    whole: &'a Whole<'a>,
    cut: &'a Cut,
    asked: &'a Asked,
    from_script: &'a str,
    /// Where each function of the whole is in this half.
    indices: Vec<Option<u32>>,
    /// What brings the rest.
    bring: u32,
    /// What gives a place of the table back once somebody is there.
    at: u32,
    calls: u32,
}

pub fn module(whole: &Whole<'_>, cut: &Cut, asked: &Asked, from_script: &str) -> Result<Vec<u8>> {
    let (bring, mut next) = (whole.imported, whole.imported + 1);
    let mut indices: Vec<_> = (0..whole.imported).map(Some).collect();
    for index in whole.defined() {
        let is_here = !cut.later.contains(&index) || cut.stubs.contains_key(&index);
        indices.push(is_here.then_some(next));
        next += u32::from(is_here);
    }
    let mut first = First { whole, cut, asked, from_script, indices, bring, at: next, calls: whole.calls()? };
    let mut module = Module::new();
    first.parse_core_module(&mut module, wasmparser::Parser::new(0), whole.bytes)?;
    Ok(module.finish())
}

impl First<'_> {
    fn is_here(&self, index: u32) -> bool {
        self.indices.get(index as usize).is_some_and(Option::is_some)
    }

    fn lost(index: u32) -> Error<Lost> {
        Error::UserError(Lost(index))
    }

    /// Goes on to who is at its place by then.
    fn stub(&self, index: u32, place: u32) -> Option<Function> {
        let kind = self.whole.kind(index).ok()?;
        let taken = u32::try_from(self.whole.signature(index).ok()?.params().len()).ok()?;
        let mut stub = Function::new([]);
        for parameter in 0..taken {
            stub.instruction(&Instruction::LocalGet(parameter));
        }
        stub.instruction(&Instruction::I32Const(i32::try_from(place).ok()?));
        stub.instruction(&Instruction::Call(self.at));
        stub.instruction(&Instruction::CallIndirect { type_index: kind, table_index: self.calls });
        stub.instruction(&Instruction::End);
        Some(stub)
    }

    fn at(&self) -> Function {
        let mut at = Function::new([]);
        for instruction in [
            Instruction::LocalGet(0),
            Instruction::TableGet(self.calls),
            Instruction::RefIsNull,
            Instruction::If(wasm_encoder::BlockType::Empty),
            Instruction::Call(self.bring),
            Instruction::End,
            Instruction::LocalGet(0),
            Instruction::End,
        ] {
            at.instruction(&instruction);
        }
        at
    }
}

impl Reencode for First<'_> {
    type Error = Lost;

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Lost>> {
        self.indices.get(index as usize).copied().flatten().ok_or_else(|| Self::lost(index))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Lost>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        types.ty().function([ValType::I32], [ValType::I32]);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Lost>> {
        utils::parse_import_section(self, imports, section)?;
        imports.import(self.from_script, BRING, EntityType::Function(self.whole.types()));
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Lost>> {
        for (index, kind) in self.whole.defined().zip(section) {
            let kind = kind?;
            if self.is_here(index) {
                functions.function(kind);
            }
        }
        functions.function(self.whole.types() + 1);
        Ok(())
    }

    fn table_type(&mut self, table: wasmparser::TableType) -> Result<TableType, Error<Lost>> {
        let mut made = utils::table_type(self, table)?;
        if table.element_type == wasmparser::RefType::FUNCREF {
            made.minimum = made.minimum.max(u64::from(self.cut.end));
            made.maximum = made.maximum.map(|most| most.max(made.minimum));
        }
        Ok(made)
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error<Lost>> {
        utils::parse_export_section(self, exports, section)?;
        for (name, kind, index) in &self.asked.given {
            let index = if *kind == wasm_encoder::ExportKind::Func { self.function_index(*index)? } else { *index };
            exports.export(name, *kind, index);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Lost>> {
        for (index, body) in self.whole.defined().zip(section) {
            let body = body?;
            if let Some(place) = self.cut.stubs.get(&index) {
                code.function(&self.stub(index, *place).ok_or_else(|| Self::lost(index))?);
            } else if self.is_here(index) {
                self.parse_function_body(code, body)?;
            }
        }
        code.function(&self.at());
        Ok(())
    }

    /// Names and notes are not for who opens a page.
    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error<Lost>> {
        Ok(())
    }
}
