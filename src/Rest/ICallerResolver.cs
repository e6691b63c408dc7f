using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.Rest;

/// <summary>Tells who makes a request. Implemented by Identity; the engine does not know how tokens look.</summary>
public interface ICallerResolver
{
    /// <returns>The caller, or an error of kind <see cref="ErrorKind.Unauthenticated"/>.</returns>
    Result<Caller> Resolve(HttpContext request);
}
