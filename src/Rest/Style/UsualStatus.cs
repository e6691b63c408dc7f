using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.Rest.Style;

/// <summary>The status codes that the OpenStack APIs agree on; only for a quota each has its own.</summary>
public static class UsualStatus
{
    /// <param name="overQuota">What the API answers when a quota would be exceeded.</param>
    public static int Of(ErrorKind kind, int overQuota) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.OverQuota => overQuota,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.NotSupported => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
