using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Identity.Passwords;

/// <summary>A password in a request body. Reading it hashes it, so that the text goes no further.</summary>
internal sealed class PasswordKind(PasswordRules rules) : ValueKind<string>
{
    private static readonly TextKind Text = new(0, 4096);

    public override Result<string> Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.String)
            return Reason("it is not a string");
        if (!Text.Read(json).TryGet(out var password, out _))
            return Reason("it is longer than 4096 characters");
        return rules.Refusal(password) is { } refusal ? Reason(refusal) : PasswordHash.Of(password);
    }

    public override void Write(Utf8JsonWriter writer, string value) => writer.WriteNullValue();

    public override bool Matches(string value, string text) => false;

    public override void WriteSchema(Utf8JsonWriter writer) => Text.WriteSchema(writer);
}
