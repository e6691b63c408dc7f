using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Network.Qos.PolicyRules;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;

namespace Naru.Network.Qos.RuleTypes;

/// <summary>
/// <c>/qos/rule-types</c>: which types of rules there are, and for administrators which data plane takes which values
/// (extensions <c>qos-rule-type-details</c> and <c>qos-rule-type-filter</c>).
/// </summary>
internal static class RuleTypeEndpoints
{
    private const string ListRule = "get_rule_types";
    private const string ShowRule = "get_rule_type";
    private const string AllRules = "all_rules";
    private const string AllSupported = "all_supported";
    private const string Driver = "openvswitch";

    public static void MapRuleTypes(this IEndpointRouteBuilder routes, Api api)
    {
        api.Policies.Default(ListRule, Rules.Anyone);
        api.Policies.Default(ShowRule, Rules.AdminOnly);
        api.Map(routes, HttpMethods.Get, "qos/rule-types", request => List(api, request));
        api.Map(routes, HttpMethods.Get, "qos/rule-types/{type}", request => Show(api, request));
    }

    // There is one data plane, and it takes every type: the two filters and no filter at all mean the same, as long as they do not say no.
    private static Result<Reply> List(Api api, ApiRequest request)
    {
        if (!api.Policies.Allows(ListRule, request.Caller, new ListTarget(request.Http.Request.Query, request.Http.Request.RouteValues, request.Caller)))
            return api.Style.NotAllowed(ListRule);
        var query = request.Http.Request.Query;
        if (query.ContainsKey(AllRules) && query.ContainsKey(AllSupported))
            return NetworkErrors.InvalidInput($"Only one of '{AllRules}' and '{AllSupported}' can be given");
        var types = query.TryGetValue("type", out var wanted)
            ? QosRuleWords.All.Where(type => wanted.Contains(type.Word))
            : QosRuleWords.All;
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("rule_types");
            foreach (var type in types)
            {
                writer.WriteStartObject();
                writer.WriteString("type", type.Word);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static Result<Reply> Show(Api api, ApiRequest request)
    {
        if (!api.Policies.Allows(ShowRule, request.Caller, new ListTarget(request.Http.Request.Query, request.Http.Request.RouteValues, request.Caller)))
            return api.Style.NotAllowed(ShowRule);
        var word = request.Route("type");
        if (QosRuleWords.All.FirstOrDefault(type => type.Word == word) is not { } type)
            return Error.NotFound("QosRuleTypeNotFound", $"QoS rule type {word} could not be found: expected one of {string.Join(", ", QosRuleWords.All.Select(known => known.Word))}.");
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("rule_type");
            writer.WriteString("type", type.Word);
            writer.WriteStartArray("drivers");
            writer.WriteStartObject();
            writer.WriteString("name", Driver);
            writer.WriteStartArray("supported_parameters");
            WriteParameters(writer, type);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static void WriteParameters(Utf8JsonWriter writer, QosRuleWords type)
    {
        if (type.Rate is not { } rate)
        {
            WriteChoices(writer, "dscp_mark", () =>
            {
                foreach (var mark in QosRuleFields.DscpMarks)
                    writer.WriteNumberValue(mark);
            });
            return;
        }
        WriteRange(writer, rate);
        if (type.Burst is { } burst)
            WriteRange(writer, burst);
        WriteChoices(writer, "direction", () =>
        {
            foreach (var direction in QosRuleFields.DirectionsOf(type.Type))
                writer.WriteStringValue(direction);
        });
    }

    private static void WriteRange(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("parameter_name", name);
        writer.WriteString("parameter_type", "range");
        writer.WriteStartObject("parameter_values");
        writer.WriteNumber("start", 0);
        writer.WriteNumber("end", QosRuleFields.Max);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteChoices(Utf8JsonWriter writer, string name, Action writeValues)
    {
        writer.WriteStartObject();
        writer.WriteString("parameter_name", name);
        writer.WriteString("parameter_type", "choices");
        writer.WriteStartArray("parameter_values");
        writeValues();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
