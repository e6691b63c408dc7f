using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Network.SecurityGroups;

/// <summary>The kinds of values that rules are made of; default rules have the same.</summary>
internal static class RuleKinds
{
    public static readonly ParsedKind<RuleDirection> Direction = new("in ['ingress', 'egress']", "direction",
        static (string text, out RuleDirection direction) =>
        {
            direction = text == "egress" ? RuleDirection.Egress : RuleDirection.Ingress;
            return text is "ingress" or "egress";
        },
        static direction => direction is RuleDirection.Egress ? "egress" : "ingress");

    public static readonly ChoiceKind Ethertype = new(Ethertypes.IPv4, Ethertypes.IPv6) { AnyCase = true };

    public static readonly ValueKind<string?> Protocol = new ProtocolKind();

    // What is out of range is refused with the words for rules (RuleChecks), which clients know.
    public static readonly OptionalValueKind<long> Port = Kinds.Integer(int.MinValue, int.MaxValue).OrNone();

    public static readonly ValueKind<string?> Block = new BlockKind();

    /// <summary>A protocol's name or number as text; null and <c>any</c> mean any.</summary>
    private sealed class ProtocolKind : ValueKind<string?>
    {
        public override Result<string?> Read(JsonElement json)
        {
            var text = json.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => json.GetString()!.ToLowerInvariant(),
                JsonValueKind.Number => json.GetRawText(),
                _ => "?",
            };
            if (text is null or "any")
                return default(Result<string?>);
            return IpProtocols.IsKnown(text)
                ? text
                : Reason($"Security group rule protocol {Show(json)} not supported. Only protocol values {IpProtocols.Names} and integer representations [0 to 255] are supported");
        }

        public override void Write(Utf8JsonWriter writer, string? value) => writer.WriteStringValue(value);

        public override bool Matches(string? value, string text) =>
            value is null ? text is "" or "None" or "any" : value.Equals(text, StringComparison.OrdinalIgnoreCase);

        public override void WriteSchema(Utf8JsonWriter writer) => Kinds.Text(40).OrNull().WriteSchema(writer);
    }

    /// <summary>A block as it was given, with its length added when it was an address alone.</summary>
    private sealed class BlockKind : ValueKind<string?>
    {
        public override Result<string?> Read(JsonElement json)
        {
            var text = json.ValueKind is JsonValueKind.String ? json.GetString()! : null;
            if (json.ValueKind is JsonValueKind.Null || text is "")
                return default(Result<string?>);
            if (text is null || !IpPrefix.TryParse(text, out var block))
                return Reason($"Invalid CIDR {Show(json)} given as IP prefix");
            return text.Contains('/', StringComparison.Ordinal) ? text : block.ToString();
        }

        public override void Write(Utf8JsonWriter writer, string? value) => writer.WriteStringValue(value);

        public override bool Matches(string? value, string text) =>
            value is null ? text is "" or "None" : value.Equals(text, StringComparison.OrdinalIgnoreCase);

        public override void WriteSchema(Utf8JsonWriter writer) => Kinds.Prefix.OrNone().WriteSchema(writer);
    }
}
