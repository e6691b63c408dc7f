using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Servers;
using Naru.Compute.Validation;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.State;

namespace Naru.Compute.Proxies;

/// <summary><c>/os-security-groups</c> and <c>/os-security-group-rules</c>: what old versions say of the groups of the Networking API. And the groups of an instance.</summary>
internal sealed class SecurityGroupEndpoints(ComputeApi api, Store store, NetworkCollections network)
{
    private const string Place = "os-security-groups";
    private const string Rules = "os-security-group-rules";

    private static readonly VersionRange Versions = new(Until: 35);

    private static readonly Shape Group = Shapes.Wrapped("security_group", Shapes.Object(
        new Member("name", Shapes.Text(1, 255, text => text.Trim().Length > 0, "It is blank.")) { IsRequired = true },
        ("description", Shapes.Nullable(Shapes.Text(0, 255)))));

    private static readonly Shape Rule = Shapes.Wrapped("security_group_rule", Shapes.Object(
        new Member("parent_group_id", Shapes.Text(1, 255)) { IsRequired = true },
        ("ip_protocol", Shapes.Nullable(Shapes.Text(1, 255))),
        ("from_port", Shapes.Nullable(Shapes.Whole(-1, 65_535))),
        ("to_port", Shapes.Nullable(Shapes.Whole(-1, 65_535))),
        ("cidr", Shapes.Nullable(Shapes.Text(1, 255))),
        ("group_id", Shapes.Nullable(Shapes.Text(1, 255)))));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, ListAsync, Versions);
        api.Map(routes, HttpMethods.Post, Place, CreateAsync, Versions);
        api.Map(routes, HttpMethods.Get, Place + "/{id}", request => Find(request.State, request).Map(group => One(request.State, group)), Versions);
        api.Map(routes, HttpMethods.Put, Place + "/{id}", UpdateAsync, Versions);
        api.Map(routes, HttpMethods.Delete, Place + "/{id}", DeleteAsync, Versions);
        api.Map(routes, HttpMethods.Post, Rules, CreateRuleAsync, Versions);
        api.Map(routes, HttpMethods.Delete, Rules + "/{id}", DeleteRuleAsync, Versions);
        api.Map(routes, HttpMethods.Get, "servers/{server_id}/os-security-groups", request => ServerAccess.Find(request.State, request, "os-security-groups:list").Map(server =>
            Many(request.State, server.Ports.Select(own => request.State.In(PortTable.Table).Find(own.PortId)).OfType<Port>().SelectMany(port => port.SecurityGroupIds).Distinct()
                .Select(id => request.State.In(SecurityGroupTable.Table).Find(id)).OfType<SecurityGroup>())));
    }

    private async ValueTask<Result<Reply>> ListAsync(ComputeRequest request)
    {
        if (!request.Require("os-security-groups:get").TryGet(out _, out var error))
            return error;
        // The default group is made when somebody first looks.
        if (SecurityGroupTable.DefaultOf.Find(request.State, request.Caller.ProjectId) is null && request.Caller.ProjectId.Length > 0)
        {
            await store.WriteAsync(request.Write, Result<Done> (state) =>
            {
                DefaultSecurityGroup.Ensure(state, request.Caller.ProjectId);
                return Done.Ok;
            });
        }
        var current = store.Current;
        var wantsAll = request.Caller.IsAdmin && request.Query.ContainsKey("all_tenants");
        return Many(current, wantsAll ? current.In(SecurityGroupTable.Table).All : SecurityGroupTable.ByProject.Of(current, request.Caller.ProjectId));
    }

    private static Result<SecurityGroup> Find(IStateReader state, ComputeRequest request) => Find(state, request, request.Route("id"));

    private static Result<SecurityGroup> Find(IStateReader state, ComputeRequest request, string id) =>
        !Shapes.IsUuid(id) ? NovaErrors.BadRequest("Security group id should be uuid")
        : state.In(SecurityGroupTable.Table).Find(id) is { } group && (group.ProjectId == request.Caller.ProjectId || request.Caller.IsAdmin) ? group
        : NovaErrors.NotFound($"Security group {id} not found.");

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Group)).TryGet(out var body, out var error))
            return error;
        var wanted = body.GetProperty("security_group");
        return (await store.WriteAsync(request.Write, state => network.Create(
            state, request, "security_group", ("name", wanted.TextOf("name")), ("description", wanted.TextOf("description") ?? ""))))
            .Map(made => One(store.Current, (SecurityGroup)made));
    }

    private async ValueTask<Result<Reply>> UpdateAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Group)).TryGet(out var body, out var error))
            return error;
        var wanted = body.GetProperty("security_group");
        return (await store.WriteAsync(request.Write, state => Find(state, request).Then(group => network.Update(
            state, request, "security_group", group.Id, ("name", wanted.TextOf("name")), ("description", wanted.TextOf("description"))))))
            .Map(changed => One(store.Current, (SecurityGroup)changed));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request) =>
        (await store.WriteAsync(request.Write, state => Find(state, request).Then(group => network.Delete(state, request, "security_group", group.Id))))
            .Map(_ => new Reply(StatusCodes.Status202Accepted, null));

    private async ValueTask<Result<Reply>> CreateRuleAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Rule)).TryGet(out var body, out var error))
            return error;
        var wanted = body.GetProperty("security_group_rule");
        var (protocol, from, to) = (wanted.TextOf("ip_protocol")?.ToLowerInvariant(), wanted.WholeOf("from_port"), wanted.WholeOf("to_port"));
        var (cidr, groupId) = (wanted.TextOf("cidr"), wanted.TextOf("group_id"));
        if (protocol is not null && protocol is not "tcp" and not "udp" and not "icmp" && !int.TryParse(protocol, out _))
            return NovaErrors.BadRequest($"Invalid IP protocol {protocol}.");
        if (groupId is null && (protocol is null || from is null || to is null))
            return NovaErrors.BadRequest("Not enough parameters to build a valid rule.");
        if (cidr is not null && !IpPrefix.TryParse(cidr, out _))
            return NovaErrors.BadRequest($"Invalid cidr {cidr}.");
        if (protocol is "tcp" or "udp" && (from < 1 || to < 1 || from > to))
            return NovaErrors.BadRequest($"Invalid port range {from}:{to}. Valid TCP ports should be between 1-65535");
        return (await store.WriteAsync(request.Write, state => Find(state, request, wanted.TextOf("parent_group_id")!).Then(group => network.Create(
            state, request, "security_group_rule", ("security_group_id", group.Id), ("direction", "ingress"), ("ethertype", cidr?.Contains(':') == true ? "IPv6" : "IPv4"), ("protocol", protocol),
            ("port_range_min", from is -1 ? null : from), ("port_range_max", to is -1 ? null : to), ("remote_ip_prefix", cidr ?? (groupId is null ? "0.0.0.0/0" : null)), ("remote_group_id", groupId)))))
            .Map(made => Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("security_group_rule");
                Write(writer, store.Current, (SecurityGroupRule)made);
                writer.WriteEndObject();
            }));
    }

    private async ValueTask<Result<Reply>> DeleteRuleAsync(ComputeRequest request)
    {
        var id = request.Route("id");
        if (!Shapes.IsUuid(id))
            return NovaErrors.BadRequest("Security group rule id should be uuid");
        return (await store.WriteAsync(request.Write, state => network.Delete(state, request, "security_group_rule", id))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private static Reply One(IStateReader state, SecurityGroup group) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("security_group");
        Write(writer, state, group);
        writer.WriteEndObject();
    });

    private static Reply Many(IStateReader state, IEnumerable<SecurityGroup> groups) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("security_groups");
        foreach (var group in groups)
            Write(writer, state, group);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, IStateReader state, SecurityGroup group)
    {
        writer.WriteStartObject();
        writer.WriteString("id", group.Id);
        writer.WriteString("name", group.Name);
        writer.WriteString("description", group.Description);
        writer.WriteString("tenant_id", group.ProjectId);
        writer.WriteStartArray("rules");
        foreach (var rule in SecurityGroupRuleTable.ByGroup.Of(state, group.Id).Where(rule => rule.Direction is RuleDirection.Ingress))
            Write(writer, state, rule);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IStateReader state, SecurityGroupRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        writer.WriteString("parent_group_id", rule.SecurityGroupId);
        writer.WriteString("ip_protocol", rule.Protocol);
        WritePort(writer, "from_port", rule, rule.PortRangeMin);
        WritePort(writer, "to_port", rule, rule.PortRangeMax);
        writer.WriteStartObject("group");
        if (rule.RemoteGroupId is { } remoteId && state.In(SecurityGroupTable.Table).Find(remoteId) is { } remote)
        {
            writer.WriteString("name", remote.Name);
            writer.WriteString("tenant_id", remote.ProjectId);
        }
        writer.WriteEndObject();
        writer.WriteStartObject("ip_range");
        if (rule.RemoteGroupId is null)
            writer.WriteString("cidr", rule.RemoteIpPrefix ?? "0.0.0.0/0");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WritePort(Utf8JsonWriter writer, string name, SecurityGroupRule rule, int? port)
    {
        if (port is { } number)
            writer.WriteNumber(name, number);
        else if (rule.Protocol is null)
            writer.WriteNull(name);
        else
            writer.WriteNumber(name, -1);
    }
}
