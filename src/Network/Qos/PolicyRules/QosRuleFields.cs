using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>The fields that rules are made of.</summary>
internal static class QosRuleFields
{
    /// <summary>The largest rate, burst or mark: what Neutron's database holds.</summary>
    public const long Max = int.MaxValue;

    /// <summary>Code points of the classes that networks agree on (RFC 2474, 2597, 3246).</summary>
    public static readonly byte[] DscpMarks = [0, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 46, 48, 56];

    private static readonly string[] Either = [Word(QosDirection.Egress), Word(QosDirection.Ingress)];
    private static readonly string[] EitherOrAny = [.. Either, Word(QosDirection.Any)];

    public static string[] DirectionsOf(QosRuleType type) => type is QosRuleType.MinimumPacketRate ? EitherOrAny : Either;

    public static string Word(QosDirection direction) => direction switch
    {
        QosDirection.Ingress => "ingress",
        QosDirection.Any => "any",
        _ => "egress",
    };

    public static Field<QosRule> Rate(string name) => new Field<QosRule, long>(
        name, Kinds.Integer(0, Max), rule => rule.Rate, (rule, value) => rule with { Rate = value })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
    };

    public static Field<QosRule> Burst(string name) => new Field<QosRule, long>(
        name, Kinds.Integer(0, Max), rule => rule.Burst, (rule, value) => rule with { Burst = value })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort,
    };

    public static Field<QosRule> Direction(QosRuleType type, string? extension = null) => new Field<QosRule, string>(
        "direction", Kinds.OneOf(DirectionsOf(type)), rule => Word(rule.Direction), (rule, value) => rule with { Direction = Read(value) })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = extension,
    };

    public static Field<QosRule> DscpMark() => new Field<QosRule, long>(
        "dscp_mark", new DscpKind(), rule => rule.DscpMark, (rule, value) => rule with { DscpMark = (byte)value })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
    };

    private static QosDirection Read(string word) => word switch
    {
        "ingress" => QosDirection.Ingress,
        "any" => QosDirection.Any,
        _ => QosDirection.Egress,
    };
}
