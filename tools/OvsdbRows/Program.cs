using System.Text.Json;

using Naru.Protocols.Ovsdb.Schema;
using Naru.Tools.OvsdbRows;

// Writes a C# record for each table of an OVSDB schema. The output is checked in.
if (args is not [var schemaFile, var folder])
{
    Console.Error.WriteLine("Usage: dotnet run --project tools/OvsdbRows -- SCHEMA-FILE FOLDER, from the root of the repository.");
    return 2;
}

using var document = JsonDocument.Parse(File.ReadAllBytes(schemaFile));
if (!DatabaseSchema.Read(document.RootElement).TryGet(out var schema, out var error))
{
    Console.Error.WriteLine($"{schemaFile}: {error.Message}");
    return 1;
}

var names = $"Naru.{string.Join('.', folder.Trim('/').Split('/').Skip(1))}";
var command = $"dotnet run --project tools/OvsdbRows -- {schemaFile} {folder}";
Directory.CreateDirectory(folder);
foreach (var table in schema.Tables.Values)
    File.WriteAllText(Path.Combine(folder, $"{RowFile.ClassName(table.Name)}.cs"), RowFile.Text(table, names, schema, command));
return 0;
