using CsCheck;
using KaceAzureAd.Consent;

namespace KaceAzureAd.Core.Tests.Consent;

/// <summary>Which permissions an administrator is warned of, by names that Microsoft Graph really has.</summary>
public sealed class PermissionRiskTests
{
    private const string Unbounded = "take over the tenant";
    private const string Private = "keep private";
    private const string Changes = "changes all such objects";

    [Theory]
    [InlineData("RoleManagement.ReadWrite.Directory")]
    [InlineData("AppRoleAssignment.ReadWrite.All")]
    [InlineData("Application.ReadWrite.All")]
    [InlineData("Directory.ReadWrite.All")]
    [InlineData("DelegatedPermissionGrant.ReadWrite.All")]
    [InlineData("PrivilegedAccess.ReadWrite.AzureAD")]
    [InlineData("PrivilegedAccess.ReadWrite.AzureADGroup")]
    [InlineData("RoleAssignmentSchedule.ReadWrite.Directory")]
    [InlineData("RoleEligibilitySchedule.ReadWrite.Directory")]
    [InlineData("RoleManagementPolicy.ReadWrite.Directory")]
    [InlineData("PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup")]
    [InlineData("PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup")]
    [InlineData("Policy.ReadWrite.PermissionGrant")]
    [InlineData("UserAuthenticationMethod.ReadWrite.All")]
    [InlineData("directory.accessasuser.all")]
    public void With_some_permissions_an_application_can_give_itself_all_others_whoever_signs_in(string permission) =>
        Assert.All(Enum.GetValues<ConsentType>(), type => Assert.Contains(Unbounded, PermissionRisk.Of(permission, type), StringComparison.Ordinal));

    [Theory]
    [InlineData("Mail.Read")]
    [InlineData("Mail.ReadBasic.All")]
    [InlineData("MailboxSettings.Read")]
    [InlineData("Files.Read.All")]
    [InlineData("Sites.FullControl.All")]
    [InlineData("Chat.Read.All")]
    [InlineData("ChatMessage.Read.All")]
    [InlineData("ChannelMessage.Read.All")]
    [InlineData("Calendars.Read")]
    [InlineData("Contacts.Read")]
    [InlineData("Notes.Read.All")]
    [InlineData("CallRecords.Read.All")]
    [InlineData("OnlineMeetingTranscript.Read.All")]
    [InlineData("AuditLog.Read.All")]
    [InlineData("BitlockerKey.Read.All")]
    [InlineData("DeviceLocalCredential.Read.All")]
    public void What_people_or_the_organisation_keep_private_is_warned_of_even_to_read(string permission)
    {
        Assert.Contains(Private, PermissionRisk.Of(permission, ConsentType.Delegated), StringComparison.Ordinal);
        Assert.Contains("without anybody signed in", PermissionRisk.Of(permission, ConsentType.Application), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Device.ReadWrite.All")]
    [InlineData("Group.ReadWrite.All")]
    [InlineData("Group.Create")]
    [InlineData("User.ReadWrite.All")]
    [InlineData("User.ManageIdentities.All")]
    [InlineData("User.DeleteRestore.All")]
    [InlineData("User.EnableDisableAccount.All")]
    [InlineData("User.RevokeSessions.All")]
    [InlineData("User.Invite.All")]
    [InlineData("Directory.Write.Restricted")]
    [InlineData("DeviceManagementManagedDevices.PrivilegedOperations.All")]
    [InlineData("TeamsActivity.Send")]
    [InlineData("Printer.FullControl.All")]
    public void What_changes_objects_is_warned_of_where_no_user_bounds_it(string permission)
    {
        Assert.Contains(Changes, PermissionRisk.Of(permission, ConsentType.Application), StringComparison.Ordinal);
        Assert.Null(PermissionRisk.Of(permission, ConsentType.Delegated));
    }

    [Theory]
    [InlineData("User.Read")]
    [InlineData("User.Read.All")]
    [InlineData("Device.Read.All")]
    [InlineData("Group.Read.All")]
    [InlineData("GroupMember.Read.All")]
    [InlineData("Directory.Read.All")]
    [InlineData("Application.Read.All")]
    [InlineData("RoleManagement.Read.Directory")]
    [InlineData("DeviceManagementManagedDevices.Read.All")]
    [InlineData("openid")]
    [InlineData("offline_access")]
    [InlineData("")]
    public void Reading_the_directory_is_what_a_device_management_does(string permission) =>
        Assert.All(Enum.GetValues<ConsentType>(), type => Assert.Null(PermissionRisk.Of(permission, type)));

    [Fact]
    public void Any_text_is_judged_in_one_sentence_or_not_at_all() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.OneOfConst("Mail", ".", "ReadWrite", "All", "..", "\u0130", "\uD800", "\0").Array[0, 6].Select(string.Concat)), Gen.Enum<ConsentType>())
            .Sample((name, type) => PermissionRisk.Of(name, type) is not { } risk || risk.EndsWith('.'), iter: Samples.Of(1000));
}
