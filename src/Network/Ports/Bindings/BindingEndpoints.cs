using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Parsing;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Network.Ports.Bindings;

/// <summary><c>/ports/{id}/bindings</c>: a binding is called by its host.</summary>
internal sealed class BindingEndpoints(Api api, ResourceEndpoints<Port> ports, PortBindings bindings)
{
    private const string Path = "ports/{id}/bindings";
    private const string One = Path + "/{host}";
    private const string ReadRule = "get_port_binding";
    private const string CreateRule = "create_port_binding";
    private const string UpdateRule = "update_port_binding";
    private const string DeleteRule = "delete_port_binding";
    private const string ActivateRule = "activate";

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var rule in (ReadOnlySpan<string>)[ReadRule, CreateRule, UpdateRule, DeleteRule, ActivateRule])
            api.Policies.Default(rule, Rules.ServiceOrAdmin);
        api.Map(routes, HttpMethods.Get, Path, List);
        api.Map(routes, HttpMethods.Get, One, Show);
        api.Map(routes, HttpMethods.Post, Path, CreateAsync);
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Put, One + "/activate", ActivateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
    }

    private Result<Reply> List(ApiRequest request)
    {
        if (!Port(request.State, request, ReadRule).TryGet(out var port, out var error))
            return error;
        var found = HostBinding.Of(port).ToList();
        foreach (var (name, texts) in request.Http.Request.Query.Where(pair => pair.Key is not "fields"))
        {
            if (BindingDocument.Matches(request.State, found[0], name, "") is null)
                return NetworkErrors.BadRequest($"['{name}'] is invalid attribute for filtering");
            found = found.FindAll(binding => texts.Any(text => text is not null && BindingDocument.Matches(request.State, binding, name, text) is true));
            if (found.Count == 0)
                break;
        }
        var fields = Fields(request);
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("bindings");
            foreach (var binding in found)
                BindingDocument.Write(writer, request.State, binding, fields);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private Result<Reply> Show(ApiRequest request) => Port(request.State, request, ReadRule)
        .Then(port => PortBindings.Find(port, request.Route("host")))
        .Map(binding => Answer(request.State, binding, Fields(request)));

    private async ValueTask<Result<Reply>> CreateAsync(ApiRequest request)
    {
        if (!(await BodyAsync(request)).TryGet(out var json, out var error))
            return error;
        if (!BindingDocument.Onto(PortBinding.Unbound).Read(json).TryGet(out var wanted, out error))
            return NetworkErrors.BadRequest(error.Message);
        var written = await api.Store.WriteAsync(
            request.Write, state => Port(state, request, CreateRule).Then(port => bindings.Create(state, port, wanted.Binding)));
        return written.Map(binding => Answer(api.Store.Current, binding, [], StatusCodes.Status201Created));
    }

    private async ValueTask<Result<Reply>> UpdateAsync(ApiRequest request)
    {
        if (!(await BodyAsync(request)).TryGet(out var json, out var error))
            return error;
        var written = await api.Store.WriteAsync(request.Write, Result<HostBinding> (state) =>
        {
            var host = request.Route("host");
            if (!Port(state, request, UpdateRule).TryGet(out var port, out var refused) || !PortBindings.Find(port, host).TryGet(out var before, out refused))
                return refused;
            if (!BindingDocument.Onto(before.Binding).Read(json).TryGet(out var wanted, out refused))
                return NetworkErrors.BadRequest(refused.Message);
            return wanted.Binding.Host == host
                ? bindings.Update(state, port, before, wanted.Binding)
                : NetworkErrors.BadRequest($"The binding of {host} cannot be given to {wanted.Binding.Host}: make one for that host");
        });
        return written.Map(binding => Answer(api.Store.Current, binding, []));
    }

    private async ValueTask<Result<Reply>> ActivateAsync(ApiRequest request)
    {
        var written = await api.Store.WriteAsync(
            request.Write, state => Port(state, request, ActivateRule).Then(port => bindings.Activate(state, port, request.Route("host"))));
        return written.Map(binding => Answer(api.Store.Current, binding, []));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ApiRequest request)
    {
        var written = await api.Store.WriteAsync(request.Write, Result<Done> (state) =>
            Port(state, request, DeleteRule).TryGet(out var port, out var error) && PortBindings.Find(port, request.Route("host")).TryGet(out var binding, out error)
                ? bindings.Delete(state, port, binding)
                : error);
        return written.Map(_ => Reply.NoContent);
    }

    private Result<Port> Port(IStateReader state, ApiRequest request, string rule)
    {
        if (!ports.FindFor(state, request.Caller, request.Route("id"), rule).TryGet(out var port, out var error)
            || !PortBindings.CheckMovable(port).TryGet(out _, out error))
        {
            return error;
        }
        return port;
    }

    private static async ValueTask<Result<JsonElement>> BodyAsync(ApiRequest request) =>
        (await request.BodyAsync()).Then(body => ResourceParser.Unwrap(body, "binding"));

    private static string[] Fields(ApiRequest request) => [.. request.Http.Request.Query["fields"].OfType<string>().SelectMany(text => text.Split(','))];

    private static Reply Answer(IStateReader state, HostBinding binding, string[] fields, int status = StatusCodes.Status200OK) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("binding");
            BindingDocument.Write(writer, state, binding, fields);
            writer.WriteEndObject();
        },
        status);
}
