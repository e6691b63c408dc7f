using System.Text.Json.Serialization;
using Naru.State;

namespace Naru.Seed;

/// <summary>That a state was declared, so that the next start does not declare it again.</summary>
/// <param name="File">The name of the file.</param>
public sealed record AppliedSeed(string Id, string File, DateTimeOffset At) : IDocument
{
    /// <summary>There is one at most.</summary>
    public const string Only = "this";
}

[JsonSerializable(typeof(AppliedSeed))]
internal sealed partial class AppliedSeedJson : JsonSerializerContext;
