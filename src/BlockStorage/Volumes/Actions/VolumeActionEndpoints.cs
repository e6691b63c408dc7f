using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Volumes.Actions;

/// <summary><c>POST /volumes/{id}/action</c>.</summary>
internal sealed class VolumeActionEndpoints(VolumeApi api, Store store, IEnumerable<IVolumeActions> groups)
{
    private readonly FrozenDictionary<string, VolumeAction> _actions = groups.SelectMany(group => group.All).ToFrozenDictionary(action => action.Name);

    public void Map(IEndpointRouteBuilder routes) => api.Map(routes, HttpMethods.Post, "volumes/{id}/action", ActAsync);

    private async Task<Result<Reply>> ActAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionName.Of(body).TryGet(out var name, out error))
            return error;
        if (!_actions.TryGetValue(name, out var action))
            return ActionName.NoSuch(name);
        if (!request.Has(action.Since))
            return CinderErrors.VersionLacks(request.Version.ToString());
        // Whether the volume is there comes before what is asked of it.
        if (request.Volume(request.State, request.Id, action.Rule).Error is { } refusal)
            return refusal;
        return action.Schema.Read(body, request.Version).TryGet(out var fields, out error)
            ? await store.WriteAsync(request.Write, state => request.Volume(state, request.Id, action.Rule).Then(volume => action.Do(state, request, volume, fields)))
            : error;
    }
}
