using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Rest;

/// <summary>
/// What a resource does beyond being stored. Each method runs inside the write: what it reads is exact, what it changes
/// through the transaction becomes durable together with the resource or not at all.
/// </summary>
public interface IResourceRules<T> where T : class, IResource
{
    /// <summary>Sees to it that a list shows what must exist for the caller.</summary>
    /// <param name="projectId">The caller's project, or the one that an administrator filters by.</param>
    /// <returns>Whether something was written, which the list is then read after.</returns>
    ValueTask<bool> BeforeListAsync(Store store, Caller caller, string projectId) => ValueTask.FromResult(false);

    /// <summary>Looks up what a draft refers to before policy is asked: what the caller may not know of is not found, not forbidden.</summary>
    /// <returns>The draft, with what policy asks about filled in.</returns>
    Result<T> Referring(Transaction state, Caller caller, T draft, Given given) => draft;

    /// <summary>Completes and checks a resource about to be inserted. Id, owner, times and quota are already settled.</summary>
    /// <returns>The record to insert; the engine inserts it.</returns>
    Result<T> Creating(Transaction state, Caller caller, T draft, Given given) => draft;

    /// <summary>Checks a change and carries out what follows from it.</summary>
    /// <param name="before">As stored.</param>
    /// <param name="after">With the given fields applied.</param>
    /// <returns>The record to store; the engine stores it and raises the revision.</returns>
    Result<T> Updating(Transaction state, Caller caller, T before, T after, Given given) => after;

    /// <summary>Checks that nothing needs the resource and removes what lives and dies with it; the engine deletes it afterwards.</summary>
    Result<Done> Deleting(Transaction state, Caller caller, T resource) => Done.Ok;

    /// <summary>Carries out what follows from a change once it is in the state, such as giving a subnet its DHCP server.</summary>
    /// <param name="before">Null: it was created.</param>
    /// <param name="after">Null: it was deleted.</param>
    void Changed(Transaction state, T? before, T? after)
    {
    }
}
