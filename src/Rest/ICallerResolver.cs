using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.Rest;

/// <summary>Tells who makes a request. Implemented by Identity; the engine does not know how tokens look.</summary>
public interface ICallerResolver
{
    /// <returns>The caller, or an error of kind <see cref="ErrorKind.Unauthenticated"/>.</returns>
    ValueTask<Result<Caller>> ResolveAsync(HttpContext request);

    /// <summary>Where a caller who is not known gets a token; null: from the Identity API of this program.</summary>
    Uri? IdentityUrl => null;
}
