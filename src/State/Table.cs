using System.Text.Json.Nodes;

namespace Naru.State;

/// <summary>A named table, seen without the type of its documents.</summary>
public abstract class Table
{
    private protected Table(string name) => Name = name;

    /// <summary>Names the table in the journal; renaming it loses the documents.</summary>
    public string Name { get; }

    /// <summary>The version of the documents' JSON. Raise it together with <see cref="Upgrade"/>.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Turns the JSON of an older version (first argument) into that of <see cref="SchemaVersion"/>, when it is loaded.</summary>
    public Func<int, JsonObject, JsonObject>? Upgrade { get; init; }

    public override string ToString() => Name;

    /// <summary>A document of this table as JSON, in the names of its stored form; null of null.</summary>
    public JsonObject? ToJson(object? document) => document is null ? null : JsonNode.Parse(Write(document))?.AsObject();

    internal abstract void Seal();

    internal abstract TableState Empty();

    internal abstract IEnumerable<IndexFault> IndexFaults(TableState state);

    internal abstract byte[] Write(object document);

    internal abstract IDocument Read(ReadOnlySpan<byte> json, int version);
}
