<#ftl output_format="plainText">
<#-- The name is no argument of the message: Keycloak would resolve what looks like a message's key in it. -->
<#assign greeting=msg("virtualMfaMailGreeting", "\n")?split("\n")>
${greeting[0]}${virtualMfa.name}${greeting[1]!}

${msg(virtualMfa.what)}

<#if virtualMfa.deviceName??>
${msg("virtualMfaMailDevice")} ${virtualMfa.deviceName}
</#if>
<#if virtualMfa.date??>
${msg(virtualMfa.dateLabel)} ${virtualMfa.date}
</#if>
${msg("virtualMfaMailAccount")} ${virtualMfa.username} (${virtualMfa.organization})
<#if virtualMfa.time??>
${msg("virtualMfaMailTime")} ${virtualMfa.time}
</#if>
<#if virtualMfa.ipAddress??>
${msg("virtualMfaMailBrowser")} <#if virtualMfa.browser??>${virtualMfa.browser}<#else>${msg("virtualMfaMailBrowserUnknown")}</#if>
${msg("virtualMfaMailIpAddress")} ${virtualMfa.ipAddress}
</#if>

${msg(virtualMfa.advice)}
<#if virtualMfa.link??>

${msg(virtualMfa.action)}
${virtualMfa.link}
</#if>
