using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Rest.Endpoints;

/// <summary>The resources of one declaration without their record type: for what makes and finds them in a write of its own.</summary>
public interface IResourceCollection
{
    ResourceDefinition Definition { get; }

    /// <summary>Whether a creation may give the attribute.</summary>
    bool IsCreatable(string attribute);

    /// <summary>Creates one by the rules of <c>POST</c>, policy and quota included.</summary>
    /// <param name="attributes">The object inside of the wrapper.</param>
    /// <param name="parentId">The parent's id of a resource below another one in the path.</param>
    Result<IResource> Create(Transaction state, Caller caller, JsonElement attributes, string? parentId);

    /// <summary>Changes one by the rules of <c>PUT</c>, policy included.</summary>
    /// <param name="attributes">The object inside of the wrapper.</param>
    Result<IResource> Update(Transaction state, Caller caller, string id, JsonElement attributes, string? parentId);

    /// <summary>Removes one by the rules of <c>DELETE</c>, policy included.</summary>
    Result<Done> Delete(Transaction state, Caller caller, string id, string? parentId);

    IResource? Find(IStateReader state, string id);

    /// <summary>Those that are called so; a name need not be unique.</summary>
    IEnumerable<IResource> Named(IStateReader state, string name);
}
