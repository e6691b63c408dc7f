using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.ObjectStorage.Access;

/// <summary>Who may do what, as Swift's keystoneauth middleware decides it.</summary>
/// <remarks>
/// The account of project P is <c>AUTH_P</c>. Operators of the project own it; readers read it; <c>ResellerAdmin</c> owns every
/// account; others come in by the lists of the container or the account.
/// </remarks>
internal static class Permissions
{
    public const string AccountPrefix = "AUTH_";

    private const string Reseller = "reselleradmin";
    private static readonly string[] Operators = ["admin", "manager", "member", "swiftoperator"];

    /// <summary>Null when permitted; otherwise the refusal, which asks those without a token for one.</summary>
    public static Error? Refusal(StorageRequest request, Account? account, Container? container, Need need)
    {
        if (request.IsSigned && need is Need.Read or Need.Write or Need.List)
            return null;
        if (request.Caller is { } caller && (Owns(request) || MayAsReader(caller, request.Path.Account, need) || MayByList(caller, account, container, need)))
            return null;
        if (MayByReferrer(request, container, need))
            return null;
        return request.Caller is null ? SwiftErrors.Unauthenticated : SwiftErrors.Forbidden;
    }

    /// <summary>Whether the caller owns the account of the path.</summary>
    public static bool Owns(StorageRequest request) => request.Caller is { } caller && (IsReseller(caller) || IsOperator(caller, request.Path.Account));

    /// <summary>Whether the caller stands above accounts: quotas of accounts are theirs to set.</summary>
    public static bool IsReseller(Caller caller) => caller.HasRole(Reseller) || (caller.SystemScope is not null && caller.IsAdmin);

    private static bool IsOperator(Caller caller, string account) => IsOwnProject(caller, account) && Operators.Any(caller.HasRole);

    private static bool IsOwnProject(Caller caller, string account) =>
        caller.ProjectId.Length > 0 && account.Length == AccountPrefix.Length + caller.ProjectId.Length
        && account.StartsWith(AccountPrefix, StringComparison.Ordinal) && account.EndsWith(caller.ProjectId, StringComparison.Ordinal);

    private static bool MayAsReader(Caller caller, string account, Need need) =>
        need is Need.Read or Need.List && IsOwnProject(caller, account) && caller.HasRole("reader");

    private static bool MayByList(Caller caller, Account? account, Container? container, Need need)
    {
        if (account?.Headers[AccountAccess.Header] is { } whole && AccountAccess.Allows(whole, caller, need))
            return true;
        return ListFor(container, need) is { } list && list.Allows(caller);
    }

    private static bool MayByReferrer(StorageRequest request, Container? container, Need need) =>
        need is Need.Read or Need.List && ListFor(container, Need.Read) is { } list && list.AllowsReferrer(request.Header("Referer"))
        && (need == Need.Read || list.AllowsListings);

    private static AccessList? ListFor(Container? container, Need need)
    {
        var header = need switch
        {
            Need.Read or Need.List => "X-Container-Read",
            Need.Write => "X-Container-Write",
            _ => null,
        };
        return header is not null && container?.Headers[header] is { } text && AccessList.Parse(text, header).TryGet(out var list, out _) ? list : null;
    }
}
