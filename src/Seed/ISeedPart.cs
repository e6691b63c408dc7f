using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Seed;

/// <summary>Something that is declared inside of an object and that the API does in another request: the interfaces of a router, the roles of a user.</summary>
internal interface ISeedPart
{
    /// <summary>The objects that may have it, by their word in a body (<c>router</c>).</summary>
    IReadOnlyList<string> Owners { get; }

    /// <summary>Its key inside of them.</summary>
    string Key { get; }

    /// <summary>Applies one item of the list.</summary>
    /// <param name="ids">Finds the id of a name: the key inside of the item, and what kind of object it names.</param>
    Result<Done> Apply(Transaction state, Caller caller, string ownerId, SeedNode item, SeedReferences ids);
}
